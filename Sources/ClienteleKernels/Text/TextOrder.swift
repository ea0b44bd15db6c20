import Glibc

/// The order of a dictionary's texts by their bytes.
extension TextDictionary {
  /// Eight bytes of a text from `depth` on, first byte highest, zeros after its end.
  ///
  /// Two texts that differ first at a byte in there compare as these words do.
  @inline(__always)
  func word(_ code: Int, at depth: Int) -> UInt64 {
    let entry = entry(code)
    guard entry.isLong else {
      guard depth < PackedText.longestInline else { return 0 }
      let bytes = UInt128(entry.high & 0x00FF_FFFF_FFFF_FFFF) << 64 | UInt128(entry.low)
      return UInt64(truncatingIfNeeded: bytes >> UInt128(depth * 8)).byteSwapped
    }
    return unsafe withLongBytes(of: entry) { bytes in
      guard depth + 8 > bytes.count else {
        return unsafe bytes.loadUnaligned(fromByteOffset: depth, as: UInt64.self).byteSwapped
      }
      var word: UInt64 = 0
      for index in depth..<max(depth, bytes.count) {
        unsafe word |= UInt64(bytes[index]) << UInt64((7 - index + depth) * 8)
      }
      return word
    }
  }

  /// Whether a text of this dictionary comes before, with or after one of another.
  func compare(_ code: Int, _ other: TextDictionary, _ otherCode: Int) -> Int {
    let (left, right) = (entry(code), other.entry(otherCode))
    if !left.isLong && !right.isLong {
      let (first, second) = (left.low.byteSwapped, right.low.byteSwapped)
      if first != second { return first < second ? -1 : 1 }
      // Seven more bytes, then the length: it decides only when all bytes agree.
      let (third, fourth) = (left.high.lengthLast, right.high.lengthLast)
      return third == fourth ? 0 : third < fourth ? -1 : 1
    }
    var depth = 0
    while depth < left.count || depth < right.count {
      let (first, second) = (word(code, at: depth), other.word(otherCode, at: depth))
      if first != second { return first < second ? -1 : 1 }
      depth += 8
    }
    return left.count == right.count ? 0 : left.count < right.count ? -1 : 1
  }

  /// All codes in the byte order of their texts.
  func sortedCodes(on budget: MemoryBudget) throws(MemoryFailure) -> Column<UInt32> {
    let codes = try Column<UInt32>(uninitialized: count, on: budget)
    for code in 0..<count { unsafe codes.base[code] = UInt32(code) }
    let keys = try Column<UInt64>(uninitialized: count, on: budget)
    let spareKeys = try Column<UInt64>(uninitialized: count, on: budget)
    let spareCodes = try Column<UInt32>(uninitialized: count, on: budget)
    let radix = unsafe RadixSort(spareKeys: spareKeys.base, sparePayload: spareCodes.base)
    // Runs of texts that agree in all bytes before `depth`, still to be ordered.
    var runs = [(range: 0..<count, depth: 0)]
    while let (range, startDepth) = runs.popLast() {
      guard range.count > 1 else { continue }
      if range.count <= 32 {
        insertionSort(codes, range)
        continue
      }
      guard let depth = depthOfDifference(codes, range, from: startDepth) else {
        insertionSort(codes, range)  // one text and its copies with zero bytes appended
        continue
      }
      for index in range { unsafe keys.base[index] = word(Int(codes.base[index]), at: depth) }
      unsafe radix.sort(
        keys: keys.base + range.lowerBound, payload: codes.base + range.lowerBound,
        count: range.count)
      var start = range.lowerBound
      for index in range.lowerBound + 1...range.upperBound
      where unsafe index == range.upperBound || keys.base[index] != keys.base[start] {
        if index - start > 1 { runs.append((start..<index, depth + 8)) }
        start = index
      }
    }
    return codes
  }

  /// The first byte at which the texts of a run are not all the same: ids of one shop often begin
  /// alike, and then eight bytes from there tell most of them apart.
  private func depthOfDifference(
    _ codes: Column<UInt32>, _ range: Range<Int>, from startDepth: Int
  ) -> Int? {
    var depth = startDepth
    var longest = 0
    for index in range { longest = unsafe max(longest, entry(Int(codes.base[index])).count) }
    while depth < longest {
      let first = unsafe word(Int(codes.base[range.lowerBound]), at: depth)
      var differing: UInt64 = 0
      for index in range {
        unsafe differing |= word(Int(codes.base[index]), at: depth) ^ first
      }
      if differing != 0 { return depth + differing.leadingZeroBitCount / 8 }
      depth += 8
    }
    return nil
  }

  private func insertionSort(_ codes: Column<UInt32>, _ range: Range<Int>) {
    for index in range.dropFirst() {
      let code = unsafe codes.base[index]
      var target = index
      while unsafe target > range.lowerBound
        && compare(Int(code), self, Int(codes.base[target - 1])) < 0
      {
        unsafe codes.base[target] = codes.base[target - 1]
        target -= 1
      }
      unsafe codes.base[target] = code
    }
  }
}

extension UInt64 {
  /// A packed text's second word as its bytes compare: seven of text, then the length.
  fileprivate var lengthLast: UInt64 {
    (self & 0x00FF_FFFF_FFFF_FFFF).byteSwapped | self >> 56
  }
}
