import Glibc

/// The process's standard output or error, buffered.
package final class StandardStream {
  private let descriptor: Int32
  private var buffer: [UInt8] = []

  package static func output() -> StandardStream { StandardStream(1) }
  package static func error() -> StandardStream { StandardStream(2) }

  private init(_ descriptor: Int32) { self.descriptor = descriptor }

  package func write(_ text: String) throws(FileFailure) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= 1 << 16 { try flush() }
  }

  package func write(_ bytes: Span<UInt8>) throws(FileFailure) {
    unsafe bytes.withUnsafeBufferPointer { unsafe buffer.append(contentsOf: $0) }
    if buffer.count >= 1 << 16 { try flush() }
  }

  /// Writes what is buffered; call it at the end, and look at what it throws.
  package func flush() throws(FileFailure) {
    try writeAll(buffer, to: descriptor)
    buffer.removeAll(keepingCapacity: true)
  }
}

/// Writes all bytes, however often the system takes only some.
func writeAll(_ bytes: [UInt8], to descriptor: Int32) throws(FileFailure) {
  var failure: Int32 = 0
  unsafe bytes.withUnsafeBytes { bytes in
    var done = 0
    while done < bytes.count {
      let count = unsafe write(descriptor, bytes.baseAddress! + done, bytes.count - done)
      if count >= 0 {
        done += count
      } else if errno != EINTR {
        failure = errno
        return
      }
    }
  }
  guard failure == 0 else { throw FileFailure(.write, number: failure) }
}
