import Glibc

/// From here on an interrupted process ends as its signal says, and leaves no temporary file
/// behind; one that writes to a closed pipe ends in silence.
///
/// For a command, and at its very beginning: a library leaves signals to its host, and threads that
/// are started earlier would not know of it. One thread waits for the signals, so that what is done
/// about them is ordinary code. Signals that whoever started the process ignores stay ignored.
package func endCleanlyWhenInterrupted() {
  // Services start their commands with this one ignored, and then each write would have to tell.
  _ = signal(SIGPIPE, SIG_DFL)
  var signals = sigset_t()
  unsafe sigemptyset(&signals)
  for number in [SIGINT, SIGTERM, SIGHUP] where !isIgnored(number) {
    unsafe sigaddset(&signals, number)
  }
  guard unsafe pthread_sigmask(SIG_BLOCK, &signals, nil) == 0 else { return }
  let awaited = SignalSet(signals)
  let start = WorkerStart(worker: 0) { _ in awaited.waitAndEnd() }
  if let thread = startThread(start) {
    pthread_detach(thread)
  } else {
    unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }
}

private func isIgnored(_ number: Int32) -> Bool {
  let handler = signal(number, SIG_DFL)
  guard unsafe unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) else {
    return false
  }
  _ = signal(number, SIG_IGN)
  return true
}

private struct SignalSet: Sendable {
  private let signals: sigset_t

  init(_ signals: sigset_t) { self.signals = signals }

  /// Ends the process as if nothing had waited for the signal, so that whoever started it sees it.
  func waitAndEnd() {
    var (signals, number) = (signals, Int32(0))
    guard unsafe sigwait(&signals, &number) == 0 else { return }
    TemporaryFiles.removeAll {
      _ = signal(number, SIG_DFL)
      unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
      kill(getpid(), number)
      // The signal ends the process before this.
      _exit(128 + number)
    }
  }
}
