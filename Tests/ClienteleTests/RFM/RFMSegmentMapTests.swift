import Clientele
import FoundationEssentials
import Testing

@Suite struct RFMSegmentMapTests {
  @Test func `the default map is a partition of 125 codes into eleven segments`() {
    let map = SegmentMap.elevenSegments
    #expect(map.segments.count == 11)
    #expect(map.findings.gaps.isEmpty && map.findings.overlaps.isEmpty)
    #expect(map.findings.unreachable.isEmpty)
    #expect(map.segment(of: RFMCode("333")!).name == "Potential Loyalist")
    #expect(map.segment(of: RFMCode("334")!).name == "Need Attention")
    #expect(map.segment(of: RFMCode("335")!).name == "Loyal")
    #expect(map.findings.setbacks.contains { "\($0.code)\($0.better)" == "333334" })
    #expect(map.segments.allSatisfy { $0.chineseName != nil })
  }

  @Test(.needs("rfm/segment_map_125_codes.json"))
  func `the default map is the public list`() throws {
    let codes = try JSONDecoder().decode(
      [String: String].self,
      from: Data(try #require(ReferenceData.text("rfm/segment_map_125_codes.json")).utf8))
    #expect(codes.count == 125)
    for (code, name) in codes {
      #expect(SegmentMap.elevenSegments.segment(of: RFMCode(code)!).name == name)
    }
  }

  @Test func `R 0 3 leaves ten gaps, overlaps in 58 cells and reaches every segment`() {
    let findings = SegmentMap.r03.findings
    let gaps = ["215", "241", "251", "252", "341", "351", "441", "451", "541", "551"]
    #expect(findings.gaps.map(\.description) == gaps)
    #expect(findings.overlaps.count == 58)
    #expect(findings.unreachable.isEmpty)
    #expect(SegmentMap.r03.segment(of: RFMCode("215")!).name == "Others")
  }

  @Test func `R 0 2 leaves 36 gaps, overlaps in 39 cells and three segments unreached`() {
    let findings = SegmentMap.r02.findings
    #expect(findings.gaps.count == 36)
    #expect(findings.overlaps.count == 39)
    #expect(findings.unreachable == ["New Customers", "Promising", "Can't Lose Them"])
  }

  @Test(arguments: PublicMaps.all)
  func `public maps have the findings that others found`(map: PublicMaps) throws {
    let findings = try SegmentMapFindings(map.definition)
    #expect(findings.gaps.count == map.gaps)
    #expect(findings.overlaps.count == map.overlaps)
    #expect(findings.unreachable == map.unreachable)
  }

  /// The rule in words: above the middle of 1 and the highest score is high.
  @Test func `the eight types of any number of scores divide each in the middle`() throws {
    #expect(try SegmentMap.eightTypes(of: RFMBinCounts(r: 2, f: 2, m: 2)) == .eightTypes)
    for count in 2...10 {
      let bins = RFMBinCounts(r: count, f: 12 - count, m: 7)
      let map = try SegmentMap.eightTypes(of: bins)
      for code in (1...count).flatMap({ r in (1...12 - count).map { (r, $0) } }) {
        for m in 1...7 {
          let isHigh = (2 * code.0 > count + 1, 2 * code.1 > 13 - count, m > 4)
          let twoScores = RFMCode(
            r: isHigh.0 ? 2 : 1, f: isHigh.1 ? 2 : 1, m: isHigh.2 ? 2 : 1)
          #expect(
            map.segment(of: RFMCode(r: code.0, f: code.1, m: m))
              == SegmentMap.eightTypes.segment(of: twoScores))
        }
      }
    }
  }

  @Test func `one score is neither high nor low, and too many are too many`() {
    #expect(throws: RFMError.binCount(.frequency, 1, allowed: 2...100)) {
      try SegmentMap.eightTypes(of: RFMBinCounts(r: 5, f: 1, m: 5))
    }
    #expect(throws: RFMError.binCount(.monetary, 101, allowed: 2...100)) {
      try SegmentMap.eightTypes(of: RFMBinCounts(r: 5, f: 5, m: 101))
    }
    #expect(throws: RFMError.tooManyCells(1_000_000, allowed: 65_535)) {
      try SegmentMap.eightTypes(of: RFMBinCounts(r: 100, f: 100, m: 100))
    }
  }

  @Test func `pymc covers 46 of 64 codes`() throws {
    let findings = try SegmentMapFindings(PublicMaps.pymc)
    let uncovered =
      "121 131 141 142 213 221 231 241 242 321 331 341 342 421 431 432 441 442"
    #expect(findings.gaps.map(\.description).joined(separator: " ") == uncovered)
    #expect(findings.overlaps.isEmpty)
  }

  @Test func `eight types cover two scores a dimension, and five`() {
    let map = SegmentMap.eightTypes
    #expect(map.findings.gaps.isEmpty && map.findings.overlaps.isEmpty)
    #expect(map.segment(of: RFMCode("222")!).chineseName == "重要价值客户")
    #expect(map.segment(of: RFMCode("122")!).chineseName == "重要保持客户")
    #expect(map.segment(of: RFMCode("212")!).chineseName == "重要发展客户")
    #expect(map.segment(of: RFMCode("112")!).alsoCalled == ["重要挽回客户"])
    #expect(map.segment(of: RFMCode("221")!).alsoCalled == ["潜力客户"])
    let five = SegmentMap.eightTypes(highFrom: RFMCode("444")!)
    #expect(five.segment(of: RFMCode("455")!).name == "Important Value")
    #expect(five.segment(of: RFMCode("355")!).name == "Important Keep")
    #expect(five.place(of: "流失客户") == 7)
  }

  @Test func `a map comes from JSON, of boxes, code lists and open ranges`() throws {
    let text = """
      {"segments": ["VIP", {"name": "Regular", "chineseName": "常客"}, "Lost"],
       "rules": [{"segment": "VIP", "r": [4, 5], "f": [4, 5]},
                 {"segment": "Lost", "codes": ["111", "112", "121"]},
                 {"segment": "Regular", "f": [2, 5]}],
       "others": "Rest"}
      """
    let map = try JSONDecoder().decode(SegmentMap.self, from: Data(text.utf8))
    #expect(map.segments.map(\.name) == ["VIP", "Regular", "Lost", "Rest"])
    #expect(map.segment(of: RFMCode("451")!).name == "VIP")
    #expect(map.segment(of: RFMCode("121")!).name == "Lost")
    #expect(map.segment(of: RFMCode("122")!).chineseName == "常客")
    #expect(map.segment(of: RFMCode("511")!).name == "Rest")
    let overlaps = map.findings.overlaps
    #expect(overlaps.count == 21)
    #expect(overlaps[0].code.description == "121")
    #expect(overlaps[0].segments == ["Lost", "Regular"])
    let again = try JSONDecoder().decode(SegmentMap.self, from: JSONEncoder().encode(map))
    #expect(again == map)
  }

  @Test func `a map counted from the other end is refused, and can be looked into`() throws {
    let upsideDown = SegmentMapDefinition(rules: [
      .init("Champions", r: 1...2, f: 1...2, m: 1...2),
      .init("Lost", r: 1...5, f: 1...5, m: 1...5),
    ])
    #expect(
      throws: SegmentMapError.bestIsNotFirst(
        RFMCode(r: 5, f: 5, m: 5), segment: "Lost", first: "Champions")
    ) { try SegmentMap(upsideDown) }
    #expect(try !SegmentMapFindings(upsideDown).setbacks.isEmpty)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(SegmentMap.self, from: JSONEncoder().encode(upsideDown))
    }
  }

  typealias Case = (rule: SegmentMapDefinition.Rule, error: SegmentMapError)

  @Test(
    arguments: [
      (
        .init("VIP", r: 1...6, f: 1...5, m: 1...5),
        .range(rule: 2, .daysSinceLastOrder, [1, 6], highest: 5)
      ),
      (
        .init("VIP", r: 1...5, f: 0...5, m: 1...5), .range(rule: 2, .frequency, [0, 5], highest: 5)
      ),
      (.init("VIP", codes: []), .unclear(rule: 2)),
      (.init("VIP", codes: [RFMCode(r: 6, f: 1, m: 1)]), .code(rule: 2, RFMCode(r: 6, f: 1, m: 1))),
      (.init("Vip", codes: [RFMCode(r: 1, f: 1, m: 1)]), .unknownSegment(rule: 2, "Vip")),
    ] as [Case])
  func `a rule that makes no sense is an error that names it`(wrong: Case) {
    let definition = SegmentMapDefinition(
      segments: [Segment("VIP")],
      rules: [.init("VIP", r: 1...5, f: 1...5, m: 1...5), wrong.rule])
    #expect(throws: wrong.error) { try SegmentMap(definition) }
  }

  @Test func `a definition must have segments that differ, and scores`() {
    #expect(throws: SegmentMapError.noSegments) {
      try SegmentMap(SegmentMapDefinition(rules: []))
    }
    #expect(throws: SegmentMapError.segmentTwice("A")) {
      try SegmentMap(SegmentMapDefinition(segments: [Segment("A"), Segment("A")], rules: []))
    }
    #expect(throws: SegmentMapError.segmentTwice("Others")) {
      try SegmentMap(SegmentMapDefinition(segments: [Segment("Others")], rules: []))
    }
    let bins = RFMBinCounts(r: 0, f: 5, m: 5)
    #expect(throws: SegmentMapError.bins(bins)) {
      try SegmentMap(SegmentMapDefinition(bins: bins, segments: [Segment("A")], rules: []))
    }
    let many = (0..<300).map { Segment("\($0)") }
    #expect(throws: SegmentMapError.tooManySegments(300, allowed: 254)) {
      try SegmentMap(SegmentMapDefinition(segments: many, rules: []))
    }
  }

  @Test func `codes of two digits are told apart by hyphens`() {
    #expect(RFMCode(r: 1, f: 10, m: 1).description == "1-10-1")
    #expect(RFMCode("1-10-1") == RFMCode(r: 1, f: 10, m: 1))
    let wrong = ["201", "1111", "5-4", "5-4-3-2", "+5-4-3", "5--3", "", "５４３", "十43", "1-1-1000"]
    #expect(wrong.compactMap { RFMCode($0) }.isEmpty)
    #expect(RFMCode("543") == RFMCode(r: 5, f: 4, m: 3))
  }

  @Test func `scores that a map does not have are a caller's mistake`() async {
    await #expect(processExitsWith: .failure) {
      _ = SegmentMap.eightTypes.segment(of: RFMCode(r: 3, f: 1, m: 1))
    }
    await #expect(processExitsWith: .failure) {
      _ = SegmentMap.eightTypes(highFrom: RFMCode(r: 1, f: 4, m: 4))
    }
  }
}
