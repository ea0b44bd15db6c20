import Glibc
import Synchronization

/// The number of processors the system has online.
package var availableThreadCount: Int {
  max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}

/// Runs `body` for every task, on up to `threads` threads; each thread takes the next task when
/// it has done its last. Returns when all are done.
package func forEachTask(
  _ taskCount: Int, threads: Int, _ body: @Sendable (_ task: Int) -> Void
) {
  let workerCount = min(threads, taskCount)
  guard workerCount > 1 else {
    for task in 0..<taskCount { body(task) }
    return
  }
  let next = Atomic<Int>(0)
  runWorkers(workerCount) { _ in
    while true {
      let task = next.wrappingAdd(1, ordering: .relaxed).oldValue
      if task >= taskCount { return }
      body(task)
    }
  }
}

/// Gives each of `workerCount` workers a state of its own, lets it fold tasks into it, and returns
/// the states in worker order. Which worker meets which task is chance; only results that do not
/// depend on it may be folded so.
package func foldTasks<State: Sendable>(
  _ taskCount: Int, threads: Int, initial: @Sendable () -> State,
  _ body: @Sendable (_ task: Int, _ state: inout State) -> Void
) -> [State] {
  let workerCount = max(1, min(threads, taskCount))
  guard workerCount > 1 else {
    var state = initial()
    for task in 0..<taskCount { body(task, &state) }
    return [state]
  }
  let next = Atomic<Int>(0)
  return mapWorkers(workerCount) { _ in
    var state = initial()
    while true {
      let task = next.wrappingAdd(1, ordering: .relaxed).oldValue
      if task >= taskCount { return state }
      body(task, &state)
    }
  }
}

/// Runs `body` once per worker, all at the same time, and returns what they return, in order.
package func mapWorkers<Output: Sendable>(
  _ workerCount: Int, _ body: @Sendable (_ worker: Int) -> Output
) -> [Output] {
  unsafe [Output](unsafeUninitializedCapacity: workerCount) { buffer, count in
    // SAFETY: every worker initialises its own slot once, and all have ended before `count` is set.
    nonisolated(unsafe) let slots = unsafe buffer
    runWorkers(workerCount) { worker in
      unsafe slots.initializeElement(at: worker, to: body(worker))
    }
    count = workerCount
  }
}

/// Runs `body` for every task, on up to `threads` threads, and returns what the tasks return, in
/// order.
package func mapTasks<Output: Sendable>(
  _ taskCount: Int, threads: Int, _ body: @Sendable (_ task: Int) -> Output
) -> [Output] {
  unsafe [Output](unsafeUninitializedCapacity: taskCount) { buffer, count in
    // SAFETY: every task initialises its own slot once, and all have ended before `count` is set.
    nonisolated(unsafe) let slots = unsafe buffer
    forEachTask(taskCount, threads: threads) { task in
      unsafe slots.initializeElement(at: task, to: body(task))
    }
    count = taskCount
  }
}

/// Like ``mapTasks(_:threads:_:)`` for tasks that may fail: all outputs, or the first failure in
/// task order. Every task runs, whatever the others do.
package func tryMapTasks<Output: Sendable, Failure: Error>(
  _ taskCount: Int, threads: Int,
  _ body: @Sendable (_ task: Int) throws(Failure) -> Output
) throws(Failure) -> [Output] {
  let results = mapTasks(taskCount, threads: threads) { task -> Result<Output, Failure> in
    do throws(Failure) { return .success(try body(task)) } catch { return .failure(error) }
  }
  var outputs: [Output] = []
  outputs.reserveCapacity(taskCount)
  for result in results { outputs.append(try result.get()) }
  return outputs
}
