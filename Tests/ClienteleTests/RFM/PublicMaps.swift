import Clientele
import Testing

/// Segment maps as other packages publish them, and what `research/rfm.md` §2.7 found in each by
/// a program of its own.
struct PublicMaps: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let definition: SegmentMapDefinition
  let gaps: Int
  let overlaps: Int
  let unreachable: [String]

  static let all = [pythonRFM, customer, analytics, artefact]

  /// PyPI `rfm` 1.0.9.
  static let pythonRFM = PublicMaps(
    testDescription: "rfm 1.0.9",
    definition: SegmentMapDefinition(rules: [
      .init("Champions", r: 4...5, f: 4...5, m: 4...5),
      .init("Promising", r: 4...5, f: 1...2, m: 3...5),
      .init("Loyal Accounts", r: 3...5, f: 3...5, m: 3...5),
      .init("Potential Loyalist", r: 3...5, f: 2...3, m: 2...4),
      .init("New Active Accounts", r: 5...5, f: 1...1, m: 1...5),
      .init("Low Spenders", r: 3...5, f: 1...5, m: 1...2),
      .init("Need Attention", r: 2...3, f: 1...2, m: 4...5),
      .init("About to Sleep", r: 2...3, f: 1...2, m: 1...3),
      .init("At Risk", r: 1...2, f: 1...5, m: 3...5),
      .init("Lost", r: 1...2, f: 1...5, m: 1...2),
    ]), gaps: 0, overlaps: 44, unreachable: [])

  /// PyPI `RFMCustomer` 0.1.1, which has Champions last and looks at R and F only.
  static let customer = PublicMaps(
    testDescription: "RFMCustomer 0.1.1",
    definition: SegmentMapDefinition(rules: [
      .init("Hibernating", r: 1...2, f: 1...2, m: 1...5),
      .init("At Risk", r: 1...2, f: 3...4, m: 1...5),
      .init("Can't lose", r: 1...2, f: 5...5, m: 1...5),
      .init("About to sleep", r: 3...5, f: 1...2, m: 1...5),
      .init("Need attention", r: 3...3, f: 3...3, m: 1...5),
      .init("Loyal customers", r: 3...4, f: 4...5, m: 1...5),
      .init("Promising", r: 4...4, f: 1...1, m: 1...5),
      .init("New customers", r: 5...5, f: 1...1, m: 1...5),
      .init("Potential loyalists", r: 4...5, f: 2...3, m: 1...5),
      .init("Champions", r: 5...5, f: 4...5, m: 1...5),
    ]), gaps: 0, overlaps: 20, unreachable: ["Promising", "New customers"])

  /// PyPI `customeranalytics` 0.1, the map of its documentation.
  static let analytics = PublicMaps(
    testDescription: "customeranalytics 0.1",
    definition: SegmentMapDefinition(rules: [
      .init("champions", r: 5...5, f: 5...5, m: 5...5),
      .init("loyal customers", r: 3...5, f: 3...5, m: 3...5),
      .init("potential loyalist", r: 3...5, f: 3...5, m: 2...4),
      .init("new customers", r: 5...5, f: 1...2, m: 1...5),
      .init("promising", r: 3...4, f: 1...2, m: 1...2),
      .init("need attention", r: 2...3, f: 2...3, m: 2...3),
      .init("about to sleep", r: 3...4, f: 1...2, m: 1...2),
      .init("at risk", r: 2...2, f: 3...5, m: 3...5),
      .init("can't lose them", r: 1...2, f: 5...5, m: 5...5),
      .init("hibernating", r: 2...3, f: 2...2, m: 2...2),
      .init("lost", r: 1...1, f: 1...5, m: 1...5),
    ]), gaps: 33, overlaps: 32, unreachable: ["about to sleep", "hibernating"])

  /// PyPI `artefact-mcp-fastmcp` 0.2.3, whose rules also look at the sum of the scores; written
  /// out as the codes that the first rule to fit takes.
  static let artefact = PublicMaps(
    testDescription: "artefact-mcp 0.2.3",
    definition: firstFits([
      ("Champions", { r, f, _, sum in r >= 4 && f >= 4 && sum >= 13 }),
      ("Can't Lose Them", { r, f, _, sum in r <= 2 && f >= 4 && sum >= 10 }),
      ("At Risk", { r, f, _, sum in r <= 2 && f >= 3 && sum >= 8 }),
      ("Loyal Customers", { r, f, _, sum in r >= 3 && f >= 3 && sum >= 11 }),
      ("New Customers", { r, f, _, sum in r == 5 && f == 1 && sum >= 8 }),
      ("Promising", { r, f, _, sum in r == 4 && f == 1 && sum >= 7 }),
      ("Potential Loyalists", { r, f, _, sum in r >= 4 && (2...3).contains(f) && sum >= 9 }),
      (
        "Need Attention",
        { r, f, _, sum in r == 3 && (2...3).contains(f) && (7...10).contains(sum) }
      ),
      (
        "About to Sleep", { r, f, _, sum in (2...3).contains(r) && f <= 2 && (5...8).contains(sum) }
      ),
      ("Lost", { r, f, _, sum in r == 1 && f == 1 && sum <= 4 }),
      ("Hibernating", { r, f, _, sum in r <= 2 && f <= 2 && sum <= 6 }),
    ]), gaps: 29, overlaps: 0, unreachable: [])

  private static func firstFits(
    _ rules: [(String, (_ r: Int, _ f: Int, _ m: Int, _ sum: Int) -> Bool)]
  ) -> SegmentMapDefinition {
    var codes: [String: [RFMCode]] = [:]
    for r in 1...5 {
      for f in 1...5 {
        for m in 1...5 {
          guard let rule = rules.first(where: { $0.1(r, f, m, r + f + m) }) else { continue }
          codes[rule.0, default: []].append(RFMCode(r: r, f: f, m: m))
        }
      }
    }
    return SegmentMapDefinition(rules: rules.map { .init($0.0, codes: codes[$0.0] ?? []) })
  }

  /// `pymc-marketing` 0.19.2, for four scores a dimension.
  static let pymc = SegmentMapDefinition(
    bins: RFMBinCounts(r: 4, f: 4, m: 4),
    rules: [
      ("Premium Customer", "334 443 444 344 434 433 343 333"),
      ("Repeat Customer", "244 234 232 332 143 233 243"),
      ("Top Spender", "424 414 144 314 324 124 224 423 413 133 323 313 134"),
      ("At Risk Customer", "422 223 212 122 222 132 322 312 412 123 214"),
      ("Inactive Customer", "411 111 113 114 112 211 311"),
    ].map { name, codes in
      .init(name, codes: codes.split(separator: " ").compactMap { RFMCode($0) })
    })
}
