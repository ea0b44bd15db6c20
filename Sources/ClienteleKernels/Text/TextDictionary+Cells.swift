extension TextDictionary {
  /// The codes of many cells of a window: the same as one by one.
  ///
  /// A dictionary of many texts does not fit in the cache, and a look-up waits for memory. Looking
  /// up thirty-two at a time, step by step, lets the waits overlap.
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

  private static let groupCount = 32

  @_lifetime(codes: copy codes)
  private func lookUp(
    _ range: Range<Int>, of cells: Span<Cell>, in text: Span<UInt8>,
    into codes: inout MutableSpan<UInt32>
  ) throws(MemoryFailure) {
    var packed = InlineArray<32, PackedText>(repeating: PackedText(low: 0, high: 0))
    var hashes = InlineArray<32, UInt64>(repeating: 0)
    for index in range {
      let cell = cells[index]
      guard cell.count <= PackedText.longestInline else { continue }
      let bytes = text.extracting(cell.range)
      let place = index - range.lowerBound
      packed[place] = unsafe bytes.withUnsafeBytes { raw in
        guard let first = raw.baseAddress else { return PackedText(low: 0, high: 0) }
        return unsafe PackedText(short: first, count: raw.count)
      }
      hashes[place] = SeededHash.hash(packed[place], seed: seed)
    }
    // Nothing depends on what these loads bring, so that all of them wait at the same time.
    var heads = InlineArray<32, UInt64>(repeating: 0)
    for place in 0..<range.count { heads[place] = buckets.head(hashes[place]) }
    var found = InlineArray<32, UInt32>(repeating: TextBuckets.noCode)
    for place in 0..<range.count {
      found[place] = buckets.code(of: packed[place], hashes[place], head: heads[place])
    }
    // From here on the dictionary grows.
    for index in range {
      let place = index - range.lowerBound
      if cells[index].count > PackedText.longestInline {
        codes[index] = try code(of: text.extracting(cells[index].range))
      } else if found[place] != TextBuckets.noCode {
        codes[index] = found[place]
      } else {
        codes[index] = try code(ofShort: packed[place], hash: hashes[place])
      }
    }
  }
}
