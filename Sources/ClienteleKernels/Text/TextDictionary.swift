import Glibc

/// Numbers texts in order of first appearance: the same bytes get the same code.
///
/// One thread at a time grows a dictionary; ``SharedTextDictionary`` makes one of several for many.
///
/// - Complexity: O(length) per text, amortised, also for crafted texts: the hash is seeded.
package final class TextDictionary: @unchecked Sendable {
  private var buckets: TextBuckets
  private var entries: GrowingColumn<PackedText>
  private var arena: GrowingColumn<UInt8>
  let seed: UInt64
  private let budget: MemoryBudget
  private let limit: Int
  /// How many texts are found by their hash: all, unless somebody else finds some.
  private(set) var bucketedCount = 0

  /// More codes than this would leave none to say that there is no text.
  package static let maximumCount = Int(UInt32.max) - 1

  /// - Parameter limit: how many different texts may be met, at most ``maximumCount``.
  package init(
    seed: UInt64, limit: Int = maximumCount, on budget: MemoryBudget
  ) throws(MemoryFailure) {
    precondition(limit <= Self.maximumCount)
    let buckets = try TextBuckets(bucketCount: 256, on: budget)
    let entries = try GrowingColumn<PackedText>(capacity: 512, on: budget)
    let arena = try GrowingColumn<UInt8>(capacity: 64, on: budget)
    self.seed = seed
    self.budget = budget
    self.limit = limit
    self.buckets = buckets
    self.entries = entries
    self.arena = arena
  }

  /// The number of different texts met.
  package var count: Int { entries.count }

  /// The code of a text: its own if met before, else the next one.
  package func code(of text: Span<UInt8>) throws(MemoryFailure) -> UInt32 {
    let count = text.count
    if count <= PackedText.longestInline {
      let packed = PackedText(short: text)
      return try code(ofShort: packed, hash: SeededHash.hash(packed, seed: seed))
    }
    return try code(ofLong: text)
  }

  @inline(__always)
  func code(ofShort packed: PackedText, hash: UInt64) throws(MemoryFailure) -> UInt32 {
    let code = knownCode(ofShort: packed, hash: hash)
    return code == TextBuckets.noCode ? try insert(packed, hash) : code
  }

  private func code(ofLong text: Span<UInt8>) throws(MemoryFailure) -> UInt32 {
    try code(ofLong: text, hash: SeededHash.hash(long: text, seed: seed))
  }

  func code(ofLong text: Span<UInt8>, hash: UInt64) throws(MemoryFailure) -> UInt32 {
    let code = knownCode(ofLong: text, hash: hash)
    guard code == TextBuckets.noCode else { return code }
    let entry = PackedText(longAt: arena.count, count: text.count)
    try arena.append(contentsOf: text)
    return try insert(entry, hash)
  }

  // MARK: Looking up without adding

  /// Where to look; good until a text is added.
  var reading: TextBucketReading { buckets.reading }

  /// The code of a text, or ``TextBuckets/noCode``.
  @inline(__always)
  func knownCode(ofShort packed: PackedText, hash: UInt64) -> UInt32 {
    let reading = reading
    return reading.code(of: packed, hash, head: reading.head(hash))
  }

  func knownCode(ofLong text: Span<UInt8>, hash: UInt64) -> UInt32 {
    reading.code(hash) { isLong($0, equalTo: text) }
  }

  /// Lets go of what only looking up needs. From here on texts can be read back, and no more.
  func endLookingUp() throws(MemoryFailure) {
    buckets = try TextBuckets(bucketCount: 2, on: budget)
  }

  private func isLong(_ entry: PackedText, equalTo text: Span<UInt8>) -> Bool {
    guard entry.isLong, entry.count == text.count else { return false }
    return unsafe withLongBytes(of: entry) { known in
      unsafe text.withUnsafeBytes { bytes in
        unsafe memcmp(known.baseAddress!, bytes.baseAddress!, bytes.count) == 0
      }
    }
  }

  private func insert(_ entry: PackedText, _ hash: UInt64) throws(MemoryFailure) -> UInt32 {
    // Up to three of four places are taken: most texts are still in their home bucket.
    if (bucketedCount + 1) * 4 > buckets.bucketCount * TextBuckets.textsPerBucket * 3 {
      buckets = try buckets.doubled(on: budget) { self.hash(of: $0) }
    }
    let code = try append(entry)
    buckets.insert(entry, code: code, hash)
    bucketedCount += 1
    return code
  }

  /// The code of a text that was not met, and that is looked up elsewhere.
  func append(_ entry: PackedText) throws(MemoryFailure) -> UInt32 {
    guard entries.count < limit else { throw .tooManyTexts(limit: limit) }
    try entries.append(entry)
    return UInt32(entries.count - 1)
  }

  /// Keeps only some texts where they are found by their hash: others are looked up elsewhere.
  func keepBucketed(where isKept: (PackedText) -> Bool) throws(MemoryFailure) {
    let kept = (0..<entries.count).filter { isKept(entries[unchecked: $0]) }
    var bucketCount = 256
    while kept.count * 4 > bucketCount * TextBuckets.textsPerBucket * 3 { bucketCount *= 2 }
    let smaller = try TextBuckets(bucketCount: bucketCount, on: budget)
    for code in kept {
      let entry = entries[unchecked: code]
      smaller.insert(entry, code: UInt32(code), hash(of: entry))
    }
    buckets = smaller
    bucketedCount = kept.count
  }

  private func hash(of entry: PackedText) -> UInt64 {
    guard entry.isLong else { return SeededHash.hash(entry, seed: seed) }
    return unsafe withLongBytes(of: entry) { bytes in
      unsafe SeededHash.hash(long: bytes.baseAddress!, count: bytes.count, seed: seed)
    }
  }

  // MARK: Reading back

  func entry(_ code: Int) -> PackedText { entries[unchecked: code] }

  /// SAFETY: `body` must not keep the bytes.
  func withLongBytes<Output>(
    of entry: PackedText, _ body: (UnsafeRawBufferPointer) -> Output
  ) -> Output {
    // SAFETY: the entry's range was appended to the arena whole.
    unsafe body(UnsafeRawBufferPointer(start: arena.base + Int(entry.low), count: entry.count))
  }

  /// Free bytes that ``appendText(of:to:)`` wants behind a text, to write it as whole words.
  static let appendSlack = 16

  /// Appends the bytes of a text to a column.
  func appendText(
    of key: TextOrderKey, to bytes: inout GrowingColumn<UInt8>
  ) throws(MemoryFailure) {
    guard key.isLong else {
      return try bytes.append(
        words: key.first.byteSwapped, key.second.byteSwapped, count: Int(key.second & 0xFF))
    }
    let entry = entries[unchecked: key.code]
    // SAFETY: the entry's range was appended to the arena whole.
    let text = unsafe UnsafeBufferPointer(start: arena.base + Int(entry.low), count: entry.count)
    try bytes.append(contentsOf: unsafe text.span)
  }

  /// The text of a code; bytes that are not UTF-8 are replaced.
  package func text(of code: Int) -> String {
    precondition(code >= 0 && code < entries.count)
    let entry = entries[unchecked: code]
    if entry.isLong {
      return unsafe withLongBytes(of: entry) { unsafe String(decoding: $0, as: UTF8.self) }
    }
    return unsafe withUnsafeBytes(of: (entry.low, entry.high)) { raw in
      // SAFETY: little-endian words hold up to 15 bytes in text order.
      unsafe String(decoding: raw[0..<entry.count], as: UTF8.self)
    }
  }
}
