extension SegmentMap {
  /// The eight types of Chinese CRM practice, for scales that say only high or low:
  /// `RFMScale.mean()`, `.median()`, or one threshold a dimension.
  public static let eightTypes = eightTypes(
    of: RFMBinCounts(r: 2, f: 2, m: 2), highFrom: RFMCode(r: 2, f: 2, m: 2))

  /// The eight types, where a score is high from a given one on: `highFrom: "444"`.
  ///
  /// Source: the names follow the common table of 重要 (M high) and 一般, with 价值 (R and F
  /// high), 保持 (F), 发展 (R) and 挽留 (neither). Public code often swaps 保持 and 发展, or takes
  /// many days for a high R.
  ///
  /// - Precondition: Each score of `highFrom` is from 2 to the number of bins.
  public static func eightTypes(
    of bins: RFMBinCounts = RFMBinCounts(r: 5, f: 5, m: 5), highFrom scores: RFMCode
  ) -> SegmentMap {
    precondition(
      RFMDimension.allCases.allSatisfy { (2...max(2, bins[$0])).contains(scores[$0]) }
        && bins.contains(scores), "there must be low scores and high ones")
    func range(_ isHigh: Bool, _ dimension: RFMDimension) -> ClosedRange<Int> {
      isHigh ? scores[dimension]...bins[dimension] : 1...scores[dimension] - 1
    }
    return compiled(
      SegmentMapDefinition(
        bins: bins, segments: eightSegments.map(\.segment),
        rules: eightSegments.map { type in
          .init(
            type.segment.name, r: range(type.r, .daysSinceLastOrder),
            f: range(type.f, .frequency), m: range(type.m, .monetary))
        }))
  }

  /// The eight types for any number of scores: the upper half is high, and a score in the middle is
  /// not. Of five scores 4 and 5 are high, of four 3 and 4.
  ///
  /// ```swift
  /// let types = try SegmentMap.eightTypes(of: RFMBinCounts(r: 4, f: 4, m: 5))
  /// types.segment(of: RFMCode("334")!).name     // "Important Value"
  /// ```
  ///
  /// - Throws: ``RFMError`` when a dimension has one score, which is neither high nor low, or more
  ///   than 100, or when all triples of scores are too many.
  public static func eightTypes(of bins: RFMBinCounts) throws(RFMError) -> SegmentMap {
    for dimension in RFMDimension.allCases where !(2...100).contains(bins[dimension]) {
      throw .binCount(dimension, bins[dimension], allowed: 2...100)
    }
    try bins.validate()
    return eightTypes(of: bins, highFrom: RFMCode { (bins[$0] + 1) / 2 + 1 })
  }

  /// The eight types for scored customers, where a score is high when it is at least the mean of
  /// all customers' scores, and not 1.
  ///
  /// ```swift
  /// let quintiles = try orders.rfm(asOf: "2026-10-31")!
  /// let types = try quintiles.segmented(by: .eightTypes(aboveMeanScoresOf: quintiles))
  /// ```
  ///
  /// Source: the rule of Alibaba's Quick Audience.
  ///
  /// - Precondition: The scale has at least two bins in each dimension.
  public static func eightTypes(aboveMeanScoresOf scores: RFMScores) -> SegmentMap {
    let highFrom = RFMCode { dimension in
      let bins = scores.bins(of: dimension)
      let count = bins.reduce(0) { $0 + $1.customerCount }
      let sum = bins.reduce(0) { $0 + $1.score * $1.customerCount }
      return count == 0 ? 2 : max(2, (sum + count - 1) / count)
    }
    return eightTypes(of: scores.map.binCounts, highFrom: highFrom)
  }

  private static let eightSegments: [(segment: Segment, r: Bool, f: Bool, m: Bool)] = [
    (Segment("Important Value", chineseName: "重要价值客户"), true, true, true),
    (
      Segment(
        "Important Keep", chineseName: "重要保持客户",
        alsoCalled: ["重要唤回客户", "重要换回客户", "重要召回客户"]), false, true, true
    ),
    (
      Segment("Important Develop", chineseName: "重要发展客户", alsoCalled: ["重要深耕客户"]),
      true, false, true
    ),
    (
      Segment("Important Retain", chineseName: "重要挽留客户", alsoCalled: ["重要挽回客户"]),
      false, false, true
    ),
    (
      Segment("General Value", chineseName: "一般价值客户", alsoCalled: ["潜力客户"]), true, true,
      false
    ),
    (
      Segment("General Develop", chineseName: "一般发展客户", alsoCalled: ["新客户"]), true, false,
      false
    ),
    (
      Segment("General Keep", chineseName: "一般保持客户", alsoCalled: ["一般维持客户"]), false,
      true, false
    ),
    (
      Segment("General Retain", chineseName: "一般挽留客户", alsoCalled: ["流失客户"]), false, false,
      false
    ),
  ]
}
