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

  /// A map that is known to be right.
  static func compiled(_ definition: SegmentMapDefinition) -> SegmentMap {
    do throws(SegmentMapError) {
      return try SegmentMap(definition)
    } catch {
      preconditionFailure("a built-in map is wrong: \(error)")
    }
  }
}
