/// Searching bytes eight at a time in plain 64-bit words: as fast here as vectors of 16, and the
/// same on every machine.
enum WordSearch {
  /// The byte in all eight places.
  @inline(__always)
  static func pattern(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

  /// The top bit of every byte that equals the pattern's. Bytes above the first match may be
  /// marked by mistake (the subtraction borrows), so only the lowest mark counts.
  @inline(__always)
  static func marks(_ word: UInt64, _ pattern: UInt64) -> UInt64 {
    let difference = word ^ pattern
    return (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
  }

  /// The top bit of every byte that is below the ceiling's, which is at most 128. As with
  /// ``marks(_:_:)``, only the lowest mark counts.
  @inline(__always)
  static func marks(_ word: UInt64, below ceiling: UInt64) -> UInt64 {
    (word &- ceiling) & ~word & 0x8080_8080_8080_8080
  }

  /// Eight bytes, the first lowest.
  @inline(__always)
  static func word(_ bytes: UnsafePointer<UInt8>, _ offset: Int) -> UInt64 {
    unsafe UInt64(
      littleEndian: UnsafeRawPointer(bytes).loadUnaligned(
        fromByteOffset: offset, as: UInt64.self))
  }

  /// The first place in `offset..<end` that holds one of two bytes, or `end`.
  ///
  /// SAFETY: seven bytes behind `end` can be read.
  @inline(__always)
  static func first(
    of one: UInt64, _ two: UInt64, in bytes: UnsafePointer<UInt8>, from offset: Int, to end: Int
  ) -> Int {
    var position = offset
    while position < end {
      let word = unsafe word(bytes, position)
      let found = marks(word, one) | marks(word, two)
      if found != 0 { return min(end, position + found.trailingZeroBitCount >> 3) }
      position += 8
    }
    return end
  }
}

extension Span<UInt8> {
  /// Eight bytes, the first lowest.
  @inlinable
  @inline(__always)
  package func word(at start: Int) -> UInt64 {
    precondition(start >= 0 && start &+ 8 <= count)
    return unsafe withUnsafeBytes { bytes in
      // SAFETY: eight bytes from `start` on lie in the span.
      unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
    }
  }
}

private let lineFeed = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")

/// How many line ends (LF, CR LF or CR) the bytes hold.
package func lineBreakCount(in bytes: Span<UInt8>) -> Int {
  var count = 0
  var previous: UInt8 = 0
  for index in bytes.indices {
    let byte = bytes[index]
    if byte == carriageReturn || byte == lineFeed && previous != carriageReturn { count += 1 }
    previous = byte
  }
  return count
}

/// What must be known of a stretch of text before it is scanned.
package struct ByteCensus: Hashable, Sendable {
  /// The number of quotes is odd.
  package var hasOddQuotes = false
  /// Every byte is below 128.
  package var isASCII = true
  /// Some byte is zero.
  package var hasZero = false

  package init() {}

  /// - Complexity: O(n), at the speed of memory: the compiler makes vectors of the loop.
  package init(of text: Span<UInt8>, quote: UInt8?) {
    let quote = quote ?? 0
    // Sums modulo 256 keep the parity.
    var quotes: UInt8 = 0
    var all: UInt8 = 0
    var least: UInt8 = 255
    unsafe text.withUnsafeBufferPointer { bytes in
      for index in 0..<bytes.count {
        let byte = unsafe bytes[index]
        quotes &+= byte == quote ? 1 : 0
        all |= byte
        least = min(least, byte)
      }
    }
    hasOddQuotes = quote != 0 && quotes & 1 == 1
    isASCII = all < 128
    hasZero = least == 0
  }
}
