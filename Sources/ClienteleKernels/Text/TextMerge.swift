/// Goes through stretches of several sorted lists at once, always taking the smallest key next.
struct TextMerge {
  private let lists: [Column<TextOrderKey>]
  private let dictionaries: [TextDictionary]
  /// A heap: the list of the smallest key is first. Each list with the place of its next key.
  private var heads: [(key: TextOrderKey, list: Int, next: Int)] = []
  private let ends: [Int]

  /// - Parameter ranges: a stretch of each list.
  init(
    _ lists: [Column<TextOrderKey>], _ ranges: [Range<Int>], of dictionaries: [TextDictionary]
  ) {
    self.lists = lists
    self.dictionaries = dictionaries
    ends = ranges.map(\.upperBound)
    for (list, range) in ranges.enumerated() {
      guard let first = range.first else { continue }
      heads.append((lists[list][first], list, first + 1))
    }
    for index in heads.indices.reversed() { siftDown(from: index) }
  }

  /// The next key, or `nil` after the last.
  mutating func next() -> TextOrderKey? {
    guard let head = heads.first else { return nil }
    if head.next < ends[head.list] {
      heads[0] = (lists[head.list][head.next], head.list, head.next + 1)
    } else {
      heads[0] = heads[heads.count - 1]
      heads.removeLast()
    }
    siftDown(from: 0)
    return head.key
  }

  private mutating func siftDown(from start: Int) {
    var index = start
    while 2 * index + 1 < heads.count {
      var child = 2 * index + 1
      if child + 1 < heads.count,
        heads[child + 1].key.compare(to: heads[child].key, in: dictionaries) < 0
      {
        child += 1
      }
      guard heads[child].key.compare(to: heads[index].key, in: dictionaries) < 0 else { return }
      heads.swapAt(child, index)
      index = child
    }
  }
}
