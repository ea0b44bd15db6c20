/// A definition's rules, understood: which of them fit each cell.
struct SegmentRules {
  /// For each rule the place of its segment.
  let segments: [Int]
  /// For each cell the rules that fit, in order.
  let matches: [[Int]]

  /// - Complexity: O(cells × rules).
  init(_ definition: SegmentMapDefinition) throws(SegmentMapError) {
    try Self.validate(definition)
    var segments: [Int] = []
    var matches = [[Int]](repeating: [], count: definition.bins.cellCount)
    for (index, rule) in definition.rules.enumerated() {
      guard let place = definition.segments.firstIndex(where: { $0.name == rule.segment }) else {
        throw .unknownSegment(rule: index + 1, rule.segment)
      }
      segments.append(place)
      for cell in try Self.cells(of: rule, number: index + 1, in: definition.bins) {
        matches[cell].append(index)
      }
    }
    self.segments = segments
    self.matches = matches
  }

  private static func validate(_ definition: SegmentMapDefinition) throws(SegmentMapError) {
    let bins = definition.bins
    let allowed = 1...100
    guard allowed.contains(bins.r), allowed.contains(bins.f), allowed.contains(bins.m),
      bins.cellCount <= RFMBinCounts.largestCellCount
    else { throw .bins(bins) }
    let segments = definition.segments
    guard !segments.isEmpty else { throw .noSegments }
    guard segments.count <= SegmentMap.largestSegmentCount else {
      throw .tooManySegments(segments.count, allowed: SegmentMap.largestSegmentCount)
    }
    var seen: Set<String> = [definition.others.name]
    for segment in segments where !seen.insert(segment.name).inserted {
      throw .segmentTwice(segment.name)
    }
  }

  private static func cells(
    of rule: SegmentMapDefinition.Rule, number: Int, in bins: RFMBinCounts
  ) throws(SegmentMapError) -> Set<Int> {
    let hasRange = RFMDimension.allCases.contains { rule[$0] != nil }
    if let codes = rule.codes {
      guard !hasRange, !codes.isEmpty else { throw .unclear(rule: number) }
      for code in codes where !bins.contains(code) { throw .code(rule: number, code) }
      return Set(codes.map(bins.cell))
    }
    var ranges: [RFMDimension: ClosedRange<Int>] = [:]
    for dimension in RFMDimension.allCases {
      let range = rule[dimension] ?? [1, bins[dimension]]
      guard range.count == 2, 1 <= range[0], range[0] <= range[1], range[1] <= bins[dimension]
      else { throw .range(rule: number, dimension, range, highest: bins[dimension]) }
      ranges[dimension] = range[0]...range[1]
    }
    return Set(
      bins.codes.filter { code in
        RFMDimension.allCases.allSatisfy { ranges[$0]!.contains(code[$0]) }
      }.map(bins.cell))
  }
}
