import Glibc

/// Numbers texts in order of first appearance: the same bytes get the same code.
///
/// One thread grows a dictionary; a load has one per worker and joins them at the end
/// (``RankedTexts``). Open addressing with a 32-bit tag in each slot, so that a text that is
/// there is found with one look at the slots and one at the entries.
///
/// - Complexity: O(length) per text, amortised, also for crafted texts: the hash is seeded.
package final class TextDictionary: @unchecked Sendable {
  var slots: GrowingColumn<UInt64>
  var entries: GrowingColumn<PackedText>
  private var arena: GrowingColumn<UInt8>
  private(set) var mask: Int
  let seed: UInt64
  private let budget: MemoryBudget
  private let limit: Int

  /// More codes than this would leave no room for the mark of an empty slot.
  package static let maximumCount = Int(UInt32.max) - 1

  /// - Parameter limit: how many different texts may be met, at most ``maximumCount``.
  package init(
    seed: UInt64, limit: Int = maximumCount, on budget: MemoryBudget
  ) throws(MemoryFailure) {
    precondition(limit <= Self.maximumCount)
    self.seed = seed
    self.budget = budget
    self.limit = limit
    slots = try GrowingColumn(repeating: 0, count: 1024, on: budget)
    entries = try GrowingColumn(capacity: 512, on: budget)
    arena = try GrowingColumn(capacity: 64, on: budget)
    mask = 1023
  }

  /// The number of different texts met.
  package var count: Int { entries.count }

  /// The code of a text: its own if met before, else the next one.
  package func code(of text: Span<UInt8>) throws(MemoryFailure) -> UInt32 {
    let count = text.count
    if count <= PackedText.longestInline {
      let packed = unsafe text.withUnsafeBytes { bytes in
        guard let start = bytes.baseAddress else { return PackedText(low: 0, high: 0) }
        return unsafe PackedText(short: start, count: count)
      }
      return try code(ofShort: packed)
    }
    return try code(ofLong: text)
  }

  func code(ofShort packed: PackedText) throws(MemoryFailure) -> UInt32 {
    let hash = SeededHash.hash(packed, seed: seed)
    let tag = hash & 0xFFFF_FFFF_0000_0000
    var index = Int(truncatingIfNeeded: hash) & mask
    while true {
      let slot = slots[unchecked: index]
      if slot == 0 { return try insert(packed, tag: tag, at: index) }
      if slot & 0xFFFF_FFFF_0000_0000 == tag {
        let code = UInt32(truncatingIfNeeded: slot) - 1
        let entry = entries[unchecked: Int(code)]
        if entry.low == packed.low && entry.high == packed.high { return code }
      }
      index = (index + 1) & mask
    }
  }

  private func code(ofLong text: Span<UInt8>) throws(MemoryFailure) -> UInt32 {
    let hash = unsafe text.withUnsafeBytes { bytes in
      unsafe SeededHash.hash(long: bytes.baseAddress!, count: bytes.count, seed: seed)
    }
    let tag = hash & 0xFFFF_FFFF_0000_0000
    var index = Int(truncatingIfNeeded: hash) & mask
    while true {
      let slot = slots[unchecked: index]
      if slot == 0 {
        let entry = PackedText(longAt: arena.count, count: text.count)
        try arena.append(contentsOf: text)
        return try insert(entry, tag: tag, at: index)
      }
      if slot & 0xFFFF_FFFF_0000_0000 == tag {
        let code = UInt32(truncatingIfNeeded: slot) - 1
        if isLong(entries[unchecked: Int(code)], equalTo: text) { return code }
      }
      index = (index + 1) & mask
    }
  }

  private func isLong(_ entry: PackedText, equalTo text: Span<UInt8>) -> Bool {
    guard entry.isLong, entry.count == text.count else { return false }
    return unsafe withLongBytes(of: entry) { known in
      unsafe text.withUnsafeBytes { bytes in
        unsafe memcmp(known.baseAddress!, bytes.baseAddress!, bytes.count) == 0
      }
    }
  }

  private func insert(
    _ entry: PackedText, tag: UInt64, at index: Int
  ) throws(MemoryFailure) -> UInt32 {
    guard entries.count < limit else { throw .tooManyTexts(limit: limit) }
    let code = UInt32(entries.count)
    try entries.append(entry)
    slots[unchecked: index] = tag | UInt64(code + 1)
    if entries.count * 4 > slots.count * 3 { try growSlots() }
    return code
  }

  private func growSlots() throws(MemoryFailure) {
    let larger = try GrowingColumn<UInt64>(repeating: 0, count: slots.count * 2, on: budget)
    let newMask = larger.count - 1
    for code in 0..<entries.count {
      let hash = hash(of: entries[unchecked: code])
      var index = Int(truncatingIfNeeded: hash) & newMask
      while larger[unchecked: index] != 0 { index = (index + 1) & newMask }
      larger[unchecked: index] = hash & 0xFFFF_FFFF_0000_0000 | UInt64(code + 1)
    }
    slots = larger
    mask = newMask
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

  /// Bytes of all texts together.
  var byteCount: Int {
    (0..<entries.count).reduce(0) { $0 + entries[unchecked: $1].count }
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
