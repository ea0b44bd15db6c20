import Synchronization

/// Runs `body` for every task on `workerCount` threads and says which of them runs it: what a
/// worker keeps to itself is met by one task at a time.
package func forEachTask(
  _ taskCount: Int, workerCount: Int, _ body: @Sendable (_ task: Int, _ worker: Int) -> Void
) {
  let workerCount = min(workerCount, taskCount)
  guard workerCount > 1 else {
    for task in 0..<taskCount { body(task, 0) }
    return
  }
  let next = Atomic<Int>(0)
  runWorkers(workerCount) { worker in
    while true {
      let task = next.wrappingAdd(1, ordering: .relaxed).oldValue
      if task >= taskCount { return }
      body(task, worker)
    }
  }
}
