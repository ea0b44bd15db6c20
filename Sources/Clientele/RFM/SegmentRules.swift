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

/// What a reader of a segment map should know before trusting it.
public struct SegmentMapFindings: Hashable, Sendable, Codable {
  /// A triple that several rules claim, first the one that gets it.
  public struct Overlap: Hashable, Sendable, Codable {
    public let code: RFMCode
    public let segments: [String]
  }

  /// A triple whose neighbour with one score higher is in a worse segment.
  public struct Setback: Hashable, Sendable, Codable {
    public let code: RFMCode
    public let segment: String
    /// The neighbour.
    public let better: RFMCode
    public let worseSegment: String
  }

  /// Triples that fit no rule.
  public let gaps: [RFMCode]
  public let overlaps: [Overlap]
  /// Segments that no triple leads to.
  public let unreachable: [String]
  /// Where a higher score leads to a segment further down the list. Few maps have none: which
  /// segment is worse is a matter of view, and no error.
  public let setbacks: [Setback]

  /// - Throws: ``SegmentMapError`` when rules cannot be understood. A map that is refused only
  ///   because the best scores are not in the best segment has findings all the same.
  public init(_ definition: SegmentMapDefinition) throws(SegmentMapError) {
    let rules = try SegmentRules(definition)
    let bins = definition.bins
    let names = definition.segments.map(\.name)
    let winners = rules.matches.map { $0.first.map { rules.segments[$0] } }
    gaps = bins.codes.filter { winners[bins.cell(of: $0)] == nil }
    overlaps = bins.codes.compactMap { code in
      let matches = rules.matches[bins.cell(of: code)]
      guard matches.count > 1 else { return nil }
      return Overlap(code: code, segments: matches.map { names[rules.segments[$0]] })
    }
    unreachable = names.indices.filter { !winners.contains($0) }.map { names[$0] }
    setbacks = bins.codes.flatMap { code in
      RFMDimension.allCases.compactMap { dimension in
        let better = code.raised(in: dimension)
        guard bins.contains(better), let place = winners[bins.cell(of: code)],
          let next = winners[bins.cell(of: better)], next > place
        else { return nil }
        return Setback(
          code: code, segment: names[place], better: better, worseSegment: names[next])
      }
    }
  }
}

extension SegmentMap {
  /// Gaps, overlaps, unreachable segments and setbacks.
  public var findings: SegmentMapFindings {
    do throws(SegmentMapError) {
      return try SegmentMapFindings(definition)
    } catch {
      preconditionFailure("a map was made of this definition: \(error)")
    }
  }
}
