/// Every triple of scores and the segment it belongs to: a full table, so that each customer with
/// scores is in one segment.
///
/// ```swift
/// let map = SegmentMap.elevenSegments
/// map.segment(of: RFMCode("543")!).name    // Loyal
/// map.findings.gaps                        // []
/// let file = try JSONEncoder().encode(map.definition)
/// let own = try SegmentMap(JSONDecoder().decode(SegmentMapDefinition.self, from: file))
/// ```
///
/// A map in which the best customer is not in the best segment is refused: there somebody counted
/// scores from the other end.
public struct SegmentMap: Hashable, Sendable {
  /// What the map was made of.
  public let definition: SegmentMapDefinition
  /// From the best to the worst, with the definition's `others` at the end when some triples fit
  /// no rule.
  public let segments: [Segment]
  /// For each cell the place of its segment in ``segments``.
  let places: [UInt8]

  /// Source of the limit: places are kept in 8 bits, and one number is for customers without.
  static let largestSegmentCount = 254

  /// - Throws: ``SegmentMapError`` when rules cannot be understood, or when the best scores are
  ///   not in the first segment.
  /// - Complexity: O(cells × rules).
  public init(_ definition: SegmentMapDefinition) throws(SegmentMapError) {
    let rules = try SegmentRules(definition)
    let others = definition.segments.count
    let places = rules.matches.map { $0.first.map { rules.segments[$0] } ?? others }
    let best = definition.bins.best
    guard places[definition.bins.cell(of: best)] == 0 else {
      let place = places[definition.bins.cell(of: best)]
      throw .bestIsNotFirst(
        best, segment: (definition.segments + [definition.others])[place].name,
        first: definition.segments[0].name)
    }
    self.definition = definition
    self.places = places.map { UInt8($0) }
    segments = definition.segments + (places.contains(others) ? [definition.others] : [])
  }

  /// The number of bins of R, F and M that the map is for.
  public var binCounts: RFMBinCounts { definition.bins }

  /// The segment of a triple of scores.
  ///
  /// - Precondition: Scores are 1 through the number of bins.
  public func segment(of code: RFMCode) -> Segment {
    precondition(binCounts.contains(code), "the map has no such scores")
    return segments[Int(places[binCounts.cell(of: code)])]
  }

  /// The place of the segment with a name, in any language, or `nil`.
  public func place(of name: String) -> Int? {
    segments.firstIndex {
      $0.name == name || $0.chineseName == name || $0.alsoCalled.contains(name)
    }
  }
}

/// A map travels as its definition, and is checked when it arrives.
extension SegmentMap: Codable {
  public init(from decoder: any Decoder) throws {
    let definition = try SegmentMapDefinition(from: decoder)
    do throws(SegmentMapError) {
      try self.init(definition)
    } catch {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: error.description))
    }
  }

  public func encode(to encoder: any Encoder) throws { try definition.encode(to: encoder) }
}

/// Why a definition makes no segment map. Rules are counted from 1.
public enum SegmentMapError: Error, Hashable, Sendable {
  case noSegments
  case tooManySegments(Int, allowed: Int)
  case segmentTwice(String)
  /// Bins must be 1 through 100, and all triples together few enough.
  case bins(RFMBinCounts)
  /// A rule is for a segment that the list of segments does not have.
  case unknownSegment(rule: Int, String)
  /// A range is not a lowest and a highest score of the map.
  case range(rule: Int, RFMDimension, [Int], highest: Int)
  /// A code has a score that the map does not have.
  case code(rule: Int, RFMCode)
  /// A rule has both ranges and codes, or a list without codes.
  case unclear(rule: Int)
  /// The best scores are in a segment that is not the best.
  case bestIsNotFirst(RFMCode, segment: String, first: String)
}

extension SegmentMapError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noSegments: "the map has no segments"
    case .tooManySegments(let count, let allowed):
      "\(count) segments are more than the \(allowed) allowed"
    case .segmentTwice(let name): "the segment \(name) is listed twice"
    case .bins(let bins): "a map cannot have \(bins.r)×\(bins.f)×\(bins.m) scores"
    case .unknownSegment(let rule, let name):
      "rule \(rule) is for \(name), which is not among the segments"
    case .range(let rule, let dimension, let range, let highest):
      "rule \(rule) has \(range) for \(dimension.letter): expected a lowest and a highest score "
        + "from 1 to \(highest)"
    case .code(let rule, let code): "rule \(rule) has \(code), which the map does not have"
    case .unclear(let rule): "rule \(rule) must have either ranges or codes"
    case .bestIsNotFirst(let code, let segment, let first):
      "the best scores \(code) are in \(segment), and not in the best segment \(first)"
    }
  }
}
