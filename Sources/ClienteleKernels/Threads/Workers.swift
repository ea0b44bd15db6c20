import Glibc

/// Runs `body` once for each worker, all at the same time, and returns when all are done. The
/// calling thread is one of them.
///
/// Plain threads, made for the call. They cost some ten microseconds each, and in return nothing
/// is kept between calls: no pool that a busy host has given other work, none that a forked
/// process would wait for in vain. Swift tasks will not do: these calls must not suspend. Where
/// the system gives no more threads, the calling one does their work as well.
func runWorkers(_ count: Int, _ body: @Sendable (_ worker: Int) -> Void) {
  guard count > 1 else {
    if count == 1 { body(0) }
    return
  }
  withoutActuallyEscaping(body) { body in
    var threads: [pthread_t] = []
    var ownWorkers = [0]
    for worker in 1..<count {
      if let thread = startThread(WorkerStart(worker: worker, body: body)) {
        threads.append(thread)
      } else {
        ownWorkers.append(worker)
      }
    }
    for worker in ownWorkers { body(worker) }
    // Every thread has let go of `body` before it ends.
    for thread in threads { pthread_join(thread, nil) }
  }
}

/// What a new thread is to do, and its number among those that do the same.
final class WorkerStart: Sendable {
  let worker: Int
  let body: @Sendable (Int) -> Void

  init(worker: Int, body: @escaping @Sendable (Int) -> Void) {
    self.worker = worker
    self.body = body
  }
}

func startThread(_ start: WorkerStart) -> pthread_t? {
  var thread = pthread_t()
  let retained = unsafe Unmanaged.passRetained(start)
  // SAFETY: the reference that was retained above is taken over by the thread, or released here.
  let status = unsafe pthread_create(
    &thread, nil,
    { context in
      guard let context = unsafe context else { return nil }
      let start = unsafe Unmanaged<WorkerStart>.fromOpaque(context).takeRetainedValue()
      start.body(start.worker)
      return nil
    }, retained.toOpaque())
  guard status == 0 else {
    unsafe retained.release()
    return nil
  }
  return thread
}
