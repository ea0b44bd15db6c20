extension TextDictionary {
  /// The codes of many cells of a window: the same as one by one, in a third of the time.
  ///
  /// A dictionary of many texts does not fit in the cache, and one look-up waits for memory
  /// twice. Looking up sixteen at a time, step by step, lets the waits overlap.
  ///
  /// - Precondition: the cells lie in the window, and their texts stand there as they are.
  @_lifetime(codes: copy codes)
  package func codes(
    of cells: Span<Cell>, in window: ByteWindow, into codes: inout MutableSpan<UInt32>
  ) throws(MemoryFailure) {
    precondition(codes.count == cells.count)
    let text = window.span
    var start = 0
    while start < cells.count {
      let end = min(start + Self.groupCount, cells.count)
      try lookUp(start..<end, of: cells, in: text, into: &codes)
      start = end
    }
  }

  private static let groupCount = 16

  @_lifetime(codes: copy codes)
  private func lookUp(
    _ range: Range<Int>, of cells: Span<Cell>, in text: Span<UInt8>,
    into codes: inout MutableSpan<UInt32>
  ) throws(MemoryFailure) {
    var packed = InlineArray<16, PackedText>(repeating: PackedText(low: 0, high: 0))
    var tags = InlineArray<16, UInt64>(repeating: 0)
    var found = InlineArray<16, UInt64>(repeating: 0)
    for index in range {
      let cell = cells[index]
      guard cell.count <= PackedText.longestInline else { continue }
      let bytes = text.extracting(cell.range)
      packed[index - range.lowerBound] = unsafe bytes.withUnsafeBytes { raw in
        guard let first = raw.baseAddress else { return PackedText(low: 0, high: 0) }
        return unsafe PackedText(short: first, count: raw.count)
      }
    }
    // SAFETY: nothing is added before the last loop, and a text's slot is below the mask.
    let (slotBase, entryBase, mask, seed) = unsafe (slots.base, entries.base, mask, seed)
    for place in 0..<range.count {
      tags[place] = SeededHash.hash(packed[place], seed: seed)
      found[place] = unsafe slotBase[Int(truncatingIfNeeded: tags[place]) & mask]
    }
    for place in 0..<range.count {
      var index = Int(truncatingIfNeeded: tags[place]) & mask
      while found[place] != 0, (found[place] ^ tags[place]) >> 32 != 0 {
        index = (index + 1) & mask
        found[place] = unsafe slotBase[index]
      }
    }
    for place in 0..<range.count where found[place] != 0 {
      let entry = unsafe entryBase[Int(UInt32(truncatingIfNeeded: found[place]) - 1)]
      let isSame = entry.low == packed[place].low && entry.high == packed[place].high
      if !isSame { found[place] = 0 }
    }
    for index in range {
      let place = index - range.lowerBound
      if cells[index].count > PackedText.longestInline {
        codes[index] = try code(of: text.extracting(cells[index].range))
      } else if found[place] != 0 {
        codes[index] = UInt32(truncatingIfNeeded: found[place]) - 1
      } else {
        codes[index] = try code(ofShort: packed[place])
      }
    }
  }
}
