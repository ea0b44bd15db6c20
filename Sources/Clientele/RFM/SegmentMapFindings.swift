/// What a reader of a segment map should know before trusting it.
///
/// ```swift
/// SegmentMap.r03.findings.gaps.count            // 10
/// SegmentMap.r02.findings.unreachable.count     // 3
/// ```
public struct SegmentMapFindings: Hashable, Sendable, Codable {
  /// A triple that several rules claim, first the one that gets it.
  public struct Overlap: Hashable, Sendable, Codable {
    /// Which triple.
    public let code: RFMCode
    /// Of the rules, in order; one may come twice.
    public let segments: [String]
  }

  /// A triple whose neighbour with one score higher is in a worse segment.
  public struct Setback: Hashable, Sendable, Codable {
    /// The triple with the lower score.
    public let code: RFMCode
    /// Where it leads.
    public let segment: String
    /// The neighbour, with the higher score.
    public let better: RFMCode
    /// Where that leads.
    public let worseSegment: String
  }

  /// Triples that fit no rule.
  public let gaps: [RFMCode]
  /// Triples that fit several rules.
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
