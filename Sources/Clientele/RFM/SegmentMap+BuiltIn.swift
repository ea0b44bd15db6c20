extension SegmentMap {
  /// The eleven segments of 125 codes: every triple of quintiles is in one, and in only one.
  ///
  /// Source: the public list of codes that many shops' tools share; it has no named author. It
  /// is not monotone: 333, 334 and 335 are Potential Loyalist, Need Attention and Loyal.
  public static let elevenSegments = builtIn([
    ("Champions", "冠军客户", "555 554 544 545 454 455 445"),
    ("Loyal", "忠诚客户", "543 444 435 355 354 345 344 335"),
    (
      "Potential Loyalist", "潜在忠诚客户",
      "553 551 552 541 542 533 532 531 452 451 442 441 431 453 433 432 423 353 352 351 342 341 "
        + "333 323"
    ),
    ("New/Recent Customers", "新客户", "512 511 422 421 412 411 311"),
    (
      "Promising", "有潜力客户",
      "525 524 523 522 521 515 514 513 425 424 413 414 415 315 314 313"
    ),
    ("Need Attention", "需要关注客户", "535 534 443 434 343 334 325 324"),
    ("About To Sleep", "即将沉睡客户", "331 321 312 221 213"),
    (
      "At Risk", "流失风险客户",
      "255 254 245 244 253 252 243 242 235 234 225 224 153 152 145 143 142 135 134 133 125 124"
    ),
    ("Cannot Lose Them", "不可失去客户", "155 154 144 214 215 115 114 113"),
    ("Hibernating", "休眠客户", "332 322 231 241 251 233 232 223 222 132 123 122 212 211"),
    ("Lost", "流失客户", "111 112 121 131 141 151"),
  ])

  /// The ten segments of R's package `rfm` 0.3.0. Ten triples fit none and are Others.
  public static let r03 = builtIn(rules: [
    .init("Champions", r: 5...5, f: 5...5, m: 5...5),
    .init("Potential Loyalist", r: 3...5, f: 3...5, m: 2...5),
    .init("Loyal Customers", r: 2...4, f: 2...4, m: 2...4),
    .init("Promising", r: 3...4, f: 1...3, m: 3...5),
    .init("New Customers", r: 4...5, f: 1...3, m: 1...5),
    .init("Can't Lose Them", r: 1...2, f: 3...4, m: 4...5),
    .init("At Risk", r: 1...2, f: 2...5, m: 4...5),
    .init("Need Attention", r: 1...3, f: 3...5, m: 3...5),
    .init("About To Sleep", r: 2...3, f: 1...3, m: 1...4),
    .init("Lost", r: 1...1, f: 1...5, m: 1...5),
  ])

  /// The ten segments of R's package `rfm` 0.2. Thirty-six triples fit none, and three segments
  /// are never reached.
  public static let r02 = builtIn(rules: [
    .init("Champions", r: 4...5, f: 4...5, m: 4...5),
    .init("Loyal Customers", r: 2...5, f: 3...5, m: 3...5),
    .init("Potential Loyalist", r: 3...5, f: 1...3, m: 1...3),
    .init("New Customers", r: 4...5, f: 1...1, m: 1...1),
    .init("Promising", r: 3...4, f: 1...1, m: 1...1),
    .init("Need Attention", r: 2...3, f: 2...3, m: 2...3),
    .init("About To Sleep", r: 2...3, f: 1...2, m: 1...2),
    .init("At Risk", r: 1...2, f: 2...5, m: 2...5),
    .init("Can't Lose Them", r: 1...1, f: 4...5, m: 4...5),
    .init("Lost", r: 1...2, f: 1...2, m: 1...2),
  ])

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
    func highFrom(_ dimension: RFMDimension) -> Int {
      let bins = scores.bins(of: dimension)
      let count = bins.reduce(0) { $0 + $1.customerCount }
      let sum = bins.reduce(0) { $0 + $1.score * $1.customerCount }
      return count == 0 ? 2 : max(2, (sum + count - 1) / count)
    }
    return eightTypes(
      of: scores.map.binCounts,
      highFrom: RFMCode(
        r: highFrom(.daysSinceLastOrder), f: highFrom(.frequency), m: highFrom(.monetary)))
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

  private static func builtIn(
    _ segments: [(name: String, chineseName: String, codes: String)]
  ) -> SegmentMap {
    compiled(
      SegmentMapDefinition(
        segments: segments.map { Segment($0.name, chineseName: $0.chineseName) },
        rules: segments.map { segment in
          .init(segment.name, codes: segment.codes.split(separator: " ").compactMap { RFMCode($0) })
        }))
  }

  private static func builtIn(rules: [SegmentMapDefinition.Rule]) -> SegmentMap {
    compiled(SegmentMapDefinition(rules: rules))
  }

  private static func compiled(_ definition: SegmentMapDefinition) -> SegmentMap {
    do throws(SegmentMapError) {
      return try SegmentMap(definition)
    } catch {
      preconditionFailure("a built-in map is wrong: \(error)")
    }
  }
}
