/// The codes of a stretch of texts: those that the dictionary knows, and later the others.
///
/// Filled by one thread at a time.
package final class TextCodes: @unchecked Sendable {
  private var found: FoundCodes

  package init(on budget: MemoryBudget) throws(MemoryFailure) {
    found = try FoundCodes(on: budget)
  }

  /// Forgets all texts and keeps the memory.
  package func removeAll() { found.removeAll() }

  /// Whether every text met has its code.
  package var areAllKnown: Bool { found.unknown.count == 0 }

  /// The codes in the order of the texts.
  ///
  /// - Precondition: ``areAllKnown``, or the others have been added.
  package func column(in store: ColumnStore) throws(MemoryFailure) -> CompactColumn<UInt32> {
    try found.codes.compacted(in: store)
  }

  /// Looks up one more text.
  package func append(
    _ text: Span<UInt8>, from dictionary: SharedTextDictionary
  ) throws(MemoryFailure) {
    try found.append(text, from: dictionary)
  }

  /// Looks up many cells of a window: as one by one, except that waits for memory overlap.
  ///
  /// - Precondition: the cells lie in the window, and their texts stand there as they are.
  package func append(
    _ cells: Span<Cell>, in window: ByteWindow, from dictionary: SharedTextDictionary
  ) throws(MemoryFailure) {
    try found.append(cells, in: window.span, from: dictionary)
  }

  /// Adds those unknown texts that belong to a part of the dictionary. Other threads may add those
  /// of other parts at the same time.
  func add(toPart part: Int, of dictionary: SharedTextDictionary) throws(MemoryFailure) {
    try found.add(toPart: part, of: dictionary)
  }
}

/// A struct, so that the loops' state is checked for exclusive use once a stretch and not once a
/// text.
private struct FoundCodes: ~Copyable {
  /// A text that was not known when it was met.
  struct Unknown: BitwiseCopyable, Sendable {
    /// Its bytes; of a long one, where they lie in ``bytes``.
    let packed: PackedText
    let hash: UInt64
    /// Which of the stretch's texts it is.
    let place: Int
  }

  var codes: GrowingColumn<UInt32>
  var unknown: GrowingColumn<Unknown>
  private var bytes: GrowingColumn<UInt8>

  init(on budget: MemoryBudget) throws(MemoryFailure) {
    let codes = try GrowingColumn<UInt32>(capacity: 0, on: budget)
    let unknown = try GrowingColumn<Unknown>(capacity: 0, on: budget)
    let bytes = try GrowingColumn<UInt8>(capacity: 0, on: budget)
    self.codes = codes
    self.unknown = unknown
    self.bytes = bytes
  }

  mutating func removeAll() {
    codes.removeAll()
    unknown.removeAll()
    bytes.removeAll()
  }

  mutating func append(
    _ text: Span<UInt8>, from dictionary: SharedTextDictionary
  ) throws(MemoryFailure) {
    try codes.makeRoom(for: 1)
    guard text.count <= PackedText.longestInline else {
      return try append(long: text, from: dictionary)
    }
    let packed = PackedText(short: text)
    if let numbers = dictionary.numberReading {
      let slot = numbers.slot(of: packed)
      if slot != NumberReading.noSlot {
        return try append(numbered: numbers[slot], packed, seed: dictionary.seed)
      }
    }
    let hash = SeededHash.hash(packed, seed: dictionary.seed)
    let part = dictionary.part(hash)
    let own = dictionary.parts[part].knownCode(ofShort: packed, hash: hash)
    try append(own, packed, hash, part, of: dictionary.partCount)
  }

  private mutating func append(
    long text: Span<UInt8>, from dictionary: SharedTextDictionary
  ) throws(MemoryFailure) {
    let hash = SeededHash.hash(long: text, seed: dictionary.seed)
    let part = dictionary.part(hash)
    let own = dictionary.parts[part].knownCode(ofLong: text, hash: hash)
    let packed = PackedText(longAt: bytes.count, count: text.count)
    if own == TextBuckets.noCode { try bytes.append(contentsOf: text) }
    try append(own, packed, hash, part, of: dictionary.partCount)
  }

  /// - Precondition: there is room for a code.
  @inline(__always)
  private mutating func append(
    _ own: UInt32, _ packed: PackedText, _ hash: UInt64, _ part: Int, of partCount: Int
  ) throws(MemoryFailure) {
    if own == TextBuckets.noCode {
      try unknown.append(Unknown(packed: packed, hash: hash, place: codes.count))
    }
    codes[unchecked: codes.count] = SharedTextDictionary.code(own, ofPart: part, of: partCount)
    codes.commit(1)
  }

  /// Appends what was found by a text's number.
  ///
  /// - Precondition: there is room for a code.
  @inline(__always)
  private mutating func append(
    numbered code: UInt32, _ packed: PackedText, seed: UInt64
  ) throws(MemoryFailure) {
    if code == TextBuckets.noCode {
      let hash = SeededHash.hash(packed, seed: seed)
      try unknown.append(Unknown(packed: packed, hash: hash, place: codes.count))
    }
    codes[unchecked: codes.count] = code
    codes.commit(1)
  }

  /// A dictionary of many texts does not fit in the cache, and a look-up waits for memory. Looking
  /// up thirty-two at a time, step by step, lets the waits overlap.
  mutating func append(
    _ cells: Span<Cell>, in text: Span<UInt8>, from dictionary: SharedTextDictionary
  ) throws(MemoryFailure) {
    try codes.makeRoom(for: cells.count)
    let readings = dictionary.parts.map(\.reading)
    let numbers = dictionary.numberReading
    var start = 0
    while start < cells.count {
      let end = min(start + Self.groupCount, cells.count)
      try append(start..<end, of: cells, in: text, from: dictionary, readings.span, numbers)
      start = end
    }
  }

  private static let groupCount = 32

  private mutating func append(
    _ range: Range<Int>, of cells: Span<Cell>, in text: Span<UInt8>,
    from dictionary: SharedTextDictionary, _ readings: Span<TextBucketReading>,
    _ numbers: NumberReading?
  ) throws(MemoryFailure) {
    let (seed, partCount) = (dictionary.seed, readings.count)
    var packed = InlineArray<32, PackedText>(repeating: PackedText(low: 0, high: 0))
    var slots = InlineArray<32, Int>(repeating: NumberReading.noSlot)
    var hashes = InlineArray<32, UInt64>(repeating: 0)
    for index in range {
      let cell = cells[index]
      guard cell.count <= PackedText.longestInline else { continue }
      let place = index - range.lowerBound
      packed[place] = PackedText(short: text.extracting(cell.range))
      if let numbers { slots[place] = numbers.slot(of: packed[place]) }
      if slots[place] == NumberReading.noSlot {
        hashes[place] = SeededHash.hash(packed[place], seed: seed)
      }
    }
    // Nothing depends on what these loads bring, so that all of them wait at the same time.
    var heads = InlineArray<32, UInt64>(repeating: 0)
    for place in 0..<range.count {
      if let numbers, slots[place] != NumberReading.noSlot {
        heads[place] = UInt64(numbers[slots[place]])
      } else {
        let part = SharedTextDictionary.part(hashes[place], of: partCount)
        heads[place] = readings[part].head(hashes[place])
      }
    }
    for place in 0..<range.count {
      let index = range.lowerBound + place
      if slots[place] != NumberReading.noSlot {
        try append(numbered: UInt32(heads[place]), packed[place], seed: seed)
      } else if cells[index].count > PackedText.longestInline {
        try append(long: text.extracting(cells[index].range), from: dictionary)
      } else {
        let part = SharedTextDictionary.part(hashes[place], of: partCount)
        let own = readings[part].code(of: packed[place], hashes[place], head: heads[place])
        try append(own, packed[place], hashes[place], part, of: partCount)
      }
    }
  }

  /// Gives the codes of those unknown texts that belong to a part.
  func add(toPart part: Int, of dictionary: SharedTextDictionary) throws(MemoryFailure) {
    let numbers = dictionary.numberReading
    var start = 0
    while start < unknown.count {
      let group = start..<min(start + Self.groupCount, unknown.count)
      fetch(group, ofPart: part, of: dictionary, numbers)
      for index in group {
        let text = unknown[unchecked: index]
        guard dictionary.part(text.hash) == part else { continue }
        codes[unchecked: text.place] = try code(of: text, in: part, of: dictionary, numbers)
      }
      start = group.upperBound
    }
  }

  /// The code of a text, its own if it was added already.
  private func code(
    of text: Unknown, in part: Int, of dictionary: SharedTextDictionary, _ numbers: NumberReading?
  ) throws(MemoryFailure) -> UInt32 {
    let own = dictionary.parts[part]
    func code(_ code: UInt32) -> UInt32 {
      SharedTextDictionary.code(code, ofPart: part, of: dictionary.partCount)
    }
    if text.packed.isLong { return code(try own.code(ofLong: bytes(of: text), hash: text.hash)) }
    guard let numbers else { return code(try own.code(ofShort: text.packed, hash: text.hash)) }
    let slot = numbers.slot(of: text.packed)
    guard slot != NumberReading.noSlot else {
      return code(try own.code(ofShort: text.packed, hash: text.hash))
    }
    if numbers[slot] == TextBuckets.noCode { numbers[slot] = code(try own.append(text.packed)) }
    return numbers[slot]
  }

  /// Fetches what adding some texts will look at, all at the same time.
  private func fetch(
    _ group: Range<Int>, ofPart part: Int, of dictionary: SharedTextDictionary,
    _ numbers: NumberReading?
  ) {
    let reading = dictionary.parts[part].reading
    var (heads, codes): (UInt64, UInt32) = (0, 0)
    for index in group {
      let text = unknown[unchecked: index]
      guard dictionary.part(text.hash) == part else { continue }
      let slot = numbers?.slot(of: text.packed) ?? NumberReading.noSlot
      if let numbers, slot != NumberReading.noSlot {
        codes &+= numbers[slot]
      } else {
        heads |= reading.head(text.hash)
      }
    }
    // Something must depend on the loads, or they are left out.
    precondition(heads != .max || codes == 0, "a bucket holds at most three texts")
  }

  /// The bytes of a long text.
  @_lifetime(borrow self)
  private func bytes(of text: Unknown) -> Span<UInt8> {
    bytes.span.extracting(Int(text.packed.low)..<Int(text.packed.low) + text.packed.count)
  }
}
