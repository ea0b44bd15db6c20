import Glibc

extension RankedTexts {
  /// Joins the texts of several numberings.
  ///
  /// - Parameters:
  ///   - limit: how many different texts there may be in all; ranks have 32 bits.
  ///   - stretchLength: so many texts of a dictionary are merged in one go.
  /// - Complexity: O(n) for each eight bytes in which the texts differ, in parallel over
  ///   dictionaries; then one merge, in parallel over stretches of the alphabet.
  package init(
    joining numberings: [TextNumbering], limit: Int = TextDictionary.maximumCount,
    stretchLength: Int = 1 << 16, threads: Int, on budget: MemoryBudget
  ) throws(MemoryFailure) {
    let joining = try TextJoining(
      numberings.flatMap(\.dictionaries), stretchLength: stretchLength, threads: threads,
      on: budget)
    try self.init(joining, numberings, limit: limit, threads: threads, on: budget)
  }

  private init(
    _ joining: TextJoining, _ numberings: [TextNumbering], limit: Int, threads: Int,
    on budget: MemoryBudget
  ) throws(MemoryFailure) {
    let stretches = try tryMapTasks(joining.stretchCount, threads: threads) {
      (stretch) throws(MemoryFailure) in
      try joining.merged(stretch, on: budget)
    }
    var starts: [(text: Int, byte: Int)] = []
    var (textCount, byteCount) = (0, 0)
    for stretch in stretches {
      starts.append((textCount, byteCount))
      textCount += stretch.starts.count
      byteCount += stretch.bytes.count
    }
    guard textCount <= limit else { throw .tooManyTexts(limit: limit) }
    let offsets = try Column<Int>(uninitialized: textCount + 1, on: budget)
    let bytes = try Column<UInt8>(uninitialized: byteCount, on: budget)
    let ranks = try numberings.map { (numbering) throws(MemoryFailure) in
      try Column<UInt32>(uninitialized: numbering.codeCount, on: budget)
    }
    let homes = numberings.indices.flatMap { numbering in
      let parts = numberings[numbering].dictionaries
      return parts.indices.map { (ranks: ranks[numbering], part: $0, partCount: parts.count) }
    }
    let texts = RankedTexts(offsets: offsets, bytes: bytes, ranks: ranks)
    forEachTask(stretches.count, threads: threads) { [starts] task in
      stretches[task].write(
        to: texts, homes, firstText: starts[task].text, firstByte: starts[task].byte)
    }
    // SAFETY: there is one offset more than texts.
    unsafe offsets.base[textCount] = byteCount
    self = texts
  }
}

/// The sorted texts of several dictionaries, cut at the same texts into stretches that can be
/// merged at the same time.
private struct TextJoining: Sendable {
  let dictionaries: [TextDictionary]
  private let lists: [Column<TextOrderKey>]
  /// For each stretch its part of each list.
  private let ranges: [[Range<Int>]]

  var stretchCount: Int { ranges.count }

  init(
    _ dictionaries: [TextDictionary], stretchLength: Int, threads: Int, on budget: MemoryBudget
  ) throws(MemoryFailure) {
    let lists = try tryMapTasks(dictionaries.count, threads: threads) {
      (index) throws(MemoryFailure) in
      try dictionaries[index].sortedKeys(number: index, on: budget)
    }
    // The longest list says where to cut; equal texts of all lists come behind the same cut.
    let longest = lists.max { $0.count < $1.count }
    var ranges: [[Range<Int>]] = []
    var starts = lists.map { _ in 0 }
    for cut in stride(from: stretchLength, to: longest?.count ?? 0, by: stretchLength) {
      guard let key = longest?[cut] else { break }
      let ends = lists.map { Self.firstPlace(in: $0, notBefore: key, dictionaries) }
      ranges.append(zip(starts, ends).map { $0..<$1 })
      starts = ends
    }
    ranges.append(zip(starts, lists).map { $0..<$1.count })
    self.dictionaries = dictionaries
    self.lists = lists
    self.ranges = ranges
  }

  private static func firstPlace(
    in list: Column<TextOrderKey>, notBefore key: TextOrderKey, _ dictionaries: [TextDictionary]
  ) -> Int {
    var (low, high) = (0, list.count)
    while low < high {
      let middle = (low + high) / 2
      if list[middle].compare(to: key, in: dictionaries) < 0 {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  func merged(_ stretch: Int, on budget: MemoryBudget) throws(MemoryFailure) -> TextStretch {
    let ranges = ranges[stretch]
    let keyCount = ranges.reduce(0) { $0 + $1.count }
    var origins = try GrowingColumn<UInt64>(capacity: keyCount, on: budget)
    var starts = try GrowingColumn<Int>(capacity: keyCount, on: budget)
    var bytes = try GrowingColumn<UInt8>(
      capacity: keyCount * TextDictionary.appendSlack, on: budget)
    var merge = TextMerge(lists, ranges, of: dictionaries)
    var last: TextOrderKey?
    while let key = merge.next() {
      // Equal neighbours are one text and get one rank.
      let isNew = last.map { $0.compare(to: key, in: dictionaries) != 0 } ?? true
      if isNew {
        try starts.append(bytes.count)
        try dictionaries[key.dictionary].appendText(of: key, to: &bytes)
      }
      try origins.append(key.origin | (isNew ? TextStretch.newText : 0))
      last = key
    }
    return TextStretch(
      origins: try origins.frozen(), starts: try starts.frozen(), bytes: try bytes.frozen())
  }
}

/// Texts that follow each other in byte order.
private struct TextStretch: Sendable {
  /// For each key that was merged where it comes from, in order; the top bit says that it is a
  /// text of its own, and not the one before once more.
  let origins: Column<UInt64>
  /// Where each text begins in ``bytes``.
  let starts: Column<Int>
  let bytes: Column<UInt8>

  static let newText: UInt64 = 1 << 63

  /// Writes the texts and their ranks where they belong among all.
  ///
  /// - Parameter homes: For each dictionary the ranks of its numbering, and which of how many it is
  ///   in there.
  func write(
    to texts: RankedTexts, _ homes: [(ranks: Column<UInt32>, part: Int, partCount: Int)],
    firstText: Int, firstByte: Int
  ) {
    // SAFETY: the stretches were counted, so that each has offsets and bytes of its own; a code
    // is in one place of one stretch.
    unsafe memcpy(texts.bytes.base + firstByte, bytes.base, bytes.count)
    for text in 0..<starts.count {
      unsafe texts.offsets.base[firstText + text] = firstByte + starts.base[text]
    }
    var rank = firstText - 1
    for place in 0..<origins.count {
      let origin = unsafe origins.base[place]
      if origin & Self.newText != 0 { rank += 1 }
      let dictionary = Int((origin & ~Self.newText) >> 32)
      let home = homes[dictionary]
      unsafe home.ranks.base[Int(origin & 0xFFFF_FFFF) &* home.partCount &+ home.part] =
        UInt32(truncatingIfNeeded: rank)
    }
  }
}
