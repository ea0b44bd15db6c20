extension RankedTexts {
  /// The texts of both in byte order, and for each the new place of every text; `nil` when all
  /// keep theirs.
  ///
  /// - Complexity: O(bytes).
  package func joined(
    with other: RankedTexts, on budget: MemoryBudget
  ) throws(MemoryFailure) -> (texts: RankedTexts, places: [Column<UInt32>?]) {
    var joining = try ListJoining(count, other.count, on: budget)
    try joining.join { RankedTexts.compare(span(at: $0), other.span(at: $1)) }
    let places = try joining.places()
    if joining.isFirst { return (self, places) }
    var offsets = try GrowingColumn<Int>(capacity: joining.origins.count + 1, on: budget)
    var bytes = try GrowingColumn<UInt8>(
      capacity: self.bytes.count + other.bytes.count, on: budget)
    for index in 0..<joining.origins.count {
      let origin = Int(joining.origins.span[index])
      try offsets.append(bytes.count)
      if origin >= 0 {
        try bytes.append(contentsOf: span(at: origin))
      } else {
        try bytes.append(contentsOf: other.span(at: -1 - origin))
      }
    }
    try offsets.append(bytes.count)
    let texts = RankedTexts(offsets: try offsets.frozen(), bytes: try bytes.frozen(), ranks: [])
    return (texts, places)
  }
}
