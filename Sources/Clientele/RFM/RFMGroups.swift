extension RFMScores {
  /// Customers by segment; those without scores are in no group.
  ///
  /// ```swift
  /// let segments = try orders.rfm(asOf: today)!.segmentGroups
  /// segments.names[0]        // Champions
  /// ```
  ///
  /// - Complexity: O(customers).
  public var segmentGroups: CustomerGroups {
    CustomerGroups(
      names: map.segments.map(\.name), groups: indices.map { segmentPlace(of: $0) })
  }

  /// Customers by their scores: 555 through 111, as far as someone has them; those without scores
  /// are in no group.
  ///
  /// ```swift
  /// let cells = try orders.rfm(asOf: today)!.cellGroups
  /// cells.names[0]           // 555
  /// ```
  ///
  /// - Complexity: O(customers + cells).
  public var cellGroups: CustomerGroups {
    var codes: [RFMCode: Int] = [:]
    for score in self { if let score { codes[score.code] = 0 } }
    let ordered = codes.keys.sorted { ($0.r, $0.f, $0.m) > ($1.r, $1.f, $1.m) }
    for (place, code) in ordered.enumerated() { codes[code] = place }
    return CustomerGroups(
      names: ordered.map(\.description), groups: map { score in score.flatMap { codes[$0.code] } })
  }
}
