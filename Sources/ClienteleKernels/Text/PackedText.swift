/// The bytes of one text in 16: texts of up to 15 bytes whole, longer ones by where they lie.
///
/// Customer ids are short almost always, so that comparing two of them is comparing two words,
/// and looking one up touches one cache line.
@usableFromInline
struct PackedText: BitwiseCopyable, Sendable {
  /// The first eight bytes, first byte lowest; or the offset of a long text in its arena.
  @usableFromInline var low: UInt64
  /// The next seven bytes, and in the top byte the length; 255 there says that the text is long
  /// and that the other seven bytes are its length.
  @usableFromInline var high: UInt64

  static let longestInline = 15

  @usableFromInline
  init(low: UInt64, high: UInt64) {
    self.low = low
    self.high = high
  }

  /// Packs a short text.
  ///
  /// Reads overlapping words instead of single bytes, and never outside the text.
  @inline(__always)
  init(short text: UnsafeRawPointer, count: Int) {
    let lengthByte = UInt64(truncatingIfNeeded: count) << 56
    if count >= 8 {
      low = unsafe text.loadUnaligned(as: UInt64.self)
      // SAFETY: 8 <= count <= 15, so the last eight bytes lie in the text.
      let last = unsafe text.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
      high = count == 8 ? lengthByte : last >> UInt64((16 - count) * 8) | lengthByte
    } else if count >= 4 {
      let first = unsafe UInt64(text.loadUnaligned(as: UInt32.self))
      let last = unsafe UInt64(text.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
      low = first | last << UInt64((count - 4) * 8)
      high = lengthByte
    } else {
      low = 0
      for index in 0..<count {
        low |= unsafe UInt64(text.load(fromByteOffset: index, as: UInt8.self)) << UInt64(index * 8)
      }
      high = lengthByte
    }
  }

  /// - Precondition: the text is not longer than ``longestInline``.
  @inline(__always)
  init(short text: Span<UInt8>) {
    self = unsafe text.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return PackedText(low: 0, high: 0) }
      return unsafe PackedText(short: start, count: bytes.count)
    }
  }

  init(longAt offset: Int, count: Int) {
    low = UInt64(offset)
    high = 0xFF << 56 | UInt64(count)
  }

  var isLong: Bool { high >> 56 == 0xFF }
  var count: Int { isLong ? Int(high & 0x00FF_FFFF_FFFF_FFFF) : Int(high >> 56) }
}

/// A seeded hash of bytes by 128-bit multiplication.
///
/// The seed is drawn for each load, so that nobody can craft ids that collide. Nothing that a
/// user sees depends on it.
///
/// Source: the folded-multiply construction of Wang Yi's wyhash; the constants are digits of π.
@usableFromInline
enum SeededHash {
  @inline(__always)
  static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }

  @inline(__always)
  static func hash(_ text: PackedText, seed: UInt64) -> UInt64 {
    let first = mix(text.low ^ seed, text.high ^ 0x243F_6A88_85A3_08D3)
    return mix(first ^ 0x1319_8A2E_0370_7344, seed ^ 0xA409_3822_299F_31D0)
  }

  /// - Precondition: the text is longer than ``PackedText/longestInline``.
  static func hash(long text: Span<UInt8>, seed: UInt64) -> UInt64 {
    unsafe text.withUnsafeBytes { bytes in
      unsafe hash(long: bytes.baseAddress!, count: bytes.count, seed: seed)
    }
  }

  /// The hash of a text longer than ``PackedText/longestInline``.
  static func hash(long text: UnsafeRawPointer, count: Int, seed: UInt64) -> UInt64 {
    var state = seed ^ UInt64(count)
    var offset = 0
    while offset + 16 <= count {
      let low = unsafe text.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      let high = unsafe text.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)
      state = mix(low ^ state, high ^ 0x243F_6A88_85A3_08D3 ^ seed)
      offset += 16
    }
    // The last sixteen bytes again, wherever they begin: count > 15.
    let low = unsafe text.loadUnaligned(fromByteOffset: count - 16, as: UInt64.self)
    let high = unsafe text.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
    state = mix(low ^ state, high ^ 0x082E_FA98_EC4E_6C89 ^ seed)
    return mix(state ^ 0x1319_8A2E_0370_7344, seed ^ 0xA409_3822_299F_31D0)
  }
}
