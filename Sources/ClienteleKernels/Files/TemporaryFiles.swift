import Glibc
import Synchronization

/// The temporary files of this process, so that they can go when it is interrupted.
enum TemporaryFiles {
  private static let paths = Mutex<Set<String>>([])

  /// Makes a file that is not there yet.
  static func create(_ path: String, mode: mode_t) throws(FileFailure) -> Int32 {
    let (descriptor, failure) = paths.withLock { paths -> (Int32, Int32) in
      // SAFETY: the path lives through the call.
      let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
      if descriptor >= 0 { paths.insert(path) }
      return (descriptor, errno)
    }
    guard descriptor >= 0 else { throw FileFailure(.open, number: failure) }
    return descriptor
  }

  /// A file has gone, or has got the name it was made for.
  static func forget(_ path: String) {
    _ = paths.withLock { $0.remove(path) }
  }

  /// Removes all of them and ends the process. No other can be made in between.
  static func removeAll(andThen end: () -> Never) -> Never {
    paths.withLock { paths in
      for path in paths { unsafe unlink(path) }
      end()
    }
  }
}
