import Glibc

/// Turns text of another encoding into UTF-8, stretch by stretch.
@safe
package final class TextConverter: @unchecked Sendable {
  private let descriptor: iconv_t
  /// How many bytes have been converted since the beginning.
  package private(set) var convertedByteCount = 0

  /// Why the conversion stopped.
  package enum Failure: Error, Hashable, Sendable {
    /// The bytes at this offset of the source are not of the encoding.
    case invalid(byteOffset: Int)
    case memory(MemoryFailure)
  }

  /// - Returns: `nil` when this system cannot convert from `name`.
  package init?(from name: String) {
    let descriptor = unsafe iconv_open("UTF-8", name)
    // The system's mark of failure is the address −1.
    guard let descriptor = unsafe descriptor, Int(bitPattern: descriptor) != -1 else {
      return nil
    }
    unsafe self.descriptor = descriptor
  }

  deinit { _ = unsafe iconv_close(descriptor) }

  /// Appends the UTF-8 of `source` to the window.
  ///
  /// - Returns: how many bytes of the source were used up: up to three of a character that goes
  ///   on behind the source may remain.
  package func convert(
    _ source: Span<UInt8>, appendingTo window: ByteWindow
  ) throws(Failure) -> Int {
    // Two bytes become at most three, one at most three, four at most four.
    do throws(MemoryFailure) { try window.makeRoom(for: source.count * 3 + 16) } catch {
      throw .memory(error)
    }
    var consumed = 0
    var failure: Int32 = 0
    unsafe source.withUnsafeBytes { bytes in
      _ = unsafe window.appendBytes(atMost: source.count * 3 + 16) { free in
        var input = unsafe UnsafeMutablePointer(
          mutating: bytes.bindMemory(to: CChar.self).baseAddress)
        var inputLeft = bytes.count
        var output = unsafe free.bindMemory(to: CChar.self).baseAddress
        var outputLeft = free.count
        if unsafe iconv(descriptor, &input, &inputLeft, &output, &outputLeft) == -1 {
          failure = errno
        }
        consumed = bytes.count - inputLeft
        return free.count - outputLeft
      }
    }
    let start = convertedByteCount
    convertedByteCount += consumed
    if failure == EILSEQ { throw .invalid(byteOffset: start + consumed) }
    return consumed
  }
}
