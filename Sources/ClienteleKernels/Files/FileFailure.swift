import Glibc

/// What the system said when it could not do something with a file.
package struct FileFailure: Error, Hashable, Sendable {
  package enum Operation: String, Sendable {
    case open, read, write, close, rename
  }

  package let operation: Operation
  /// The system's error number.
  package let number: Int32

  init(_ operation: Operation, number: Int32 = errno) {
    self.operation = operation
    self.number = number
  }

  package var isNotFound: Bool { number == ENOENT || number == ENOTDIR }
  package var isDirectory: Bool { number == EISDIR }
  package var isNotPermitted: Bool { number == EACCES || number == EPERM }

  /// The system's words for it.
  package var text: String {
    guard let words = unsafe strerror(number) else { return "error \(number)" }
    return unsafe String(cString: words)
  }
}
