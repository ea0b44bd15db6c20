import Clientele
import Testing

/// The sample of R's package `rfm`, as of 2006-12-31: every published figure, and the scores of
/// all customers as R gives them.
@Suite(.needs("rfm/orders.csv")) struct RFMPublishedByRTests {
  static func orders() throws -> OrderTable {
    let rows = try ReferenceData.rows("rfm/orders.csv")
    return try OrderTable(
      customers: rows.map { $0[0] }, days: rows.map { Day($0[1])! },
      amounts: rows.map { try ReferenceData.cents($0[2]) })
  }

  static func scores(_ map: SegmentMap = .r03) throws -> RFMScores {
    try #require(
      try orders().rfm(asOf: "2006-12-31", scale: .rCompatible(5), map: map))
  }

  @Test func `cuts are those of R`() throws {
    let scale = try Self.scores().scale
    #expect(scale[.daysSinceLastOrder][0].cuts == [115, 181, "297.4", 482])
    #expect(scale[.frequency][0].cuts == [4, 5, 6, 8])
    #expect(scale[.monetary][0].cuts == ["255.8", 382, "506.4", 666])
  }

  @Test func `scores and segments of all 995 customers are those of R`() throws {
    let orders = try Self.orders()
    let (new, old) = (try Self.scores(.r03), try Self.scores(.r02))
    let rows = try ReferenceData.rows("rfm/golden_r_scores.csv")
    #expect(rows.count == 995)
    for row in rows {
      let customer = try #require(orders.customers.number(of: row[0]))
      let value = try #require(new.values[customer])
      #expect(value.daysSinceLastOrder == Int(row[4]))
      #expect(value.frequency == Int(row[3]))
      #expect(value.monetary.total.description == row[2] + ".00")
      #expect(new[customer]?.code == RFMCode(row[8]))
      #expect(new[customer]?.segment.name == row[9])
      #expect(old[customer]?.segment.name == row[10])
    }
  }

  @Test(arguments: [(SegmentMap.r03, "030"), (.r02, "022")])
  func `segment summaries are those of R`(map: SegmentMap, file: String) throws {
    let summaries = try Self.scores(map).summaries().filter { $0.customerCount > 0 }
    let rows = try ReferenceData.rows("rfm/golden_r_segments_\(file).csv")
    #expect(rows.count == summaries.count)
    for row in rows {
      let summary = try #require(summaries.first { $0.segment.name == row[0] })
      #expect(summary.customerCount == Int(row[1]))
      #expect(summary.orderCount == Int(row[2]))
      #expect(summary.revenue.description == row[3] + ".00")
      let average = try #require(summary.averageOrderValue)
      #expect(average.rounded.minorUnits == Int128(try ReferenceData.cents(row[4])))
    }
  }

  @Test func `medians by segment are those of R`() throws {
    let summaries = try Self.scores().summaries()
    for row in try ReferenceData.rows("rfm/golden_r_segment_medians_030.csv") {
      let summary = try #require(summaries.first { $0.segment.name == row[0] })
      #expect(summary.medianDaysSinceLastOrder == ExactNumber(row[1]))
      #expect(summary.medianFrequency == ExactNumber(row[2]))
      #expect(summary.medianMonetary == ExactNumber(row[3]))
    }
  }

  @Test func `the heat map is that of R`() throws {
    let heatMap = try Self.scores().heatMap
    let rows = try ReferenceData.rows("rfm/golden_r_heatmap.csv")
    #expect(rows.count == 25)
    var sum = 0.0
    for row in rows {
      let (f, r) = (Int(Double(row[0])!), Int(Double(row[1])!))
      let mean = try #require(heatMap[r: r, f: f].meanMonetary)
      // R prints 15 to 17 digits of a double.
      #expect(abs(mean.value - Double(row[2])!) < 1e-9)
      sum += mean.value
    }
    #expect(abs(sum - 12_633.7125) < 5e-5)
  }

  @Test func `score counts are those of R`() throws {
    let scores = try Self.scores()
    func counts(_ dimension: RFMDimension) -> [Int] {
      scores.bins(of: dimension).map(\.customerCount)
    }
    #expect(counts(.daysSinceLastOrder) == [197, 200, 199, 199, 200])
    #expect(counts(.frequency) == [268, 187, 176, 244, 120])
    #expect(counts(.monetary) == [200, 200, 198, 202, 195])
  }

  @Test func `a pure right-closed quantile differs from R in three customers`() throws {
    let orders = try Self.orders()
    let ours = try #require(try orders.rfm(asOf: "2006-12-31", map: .r03))
    let theirs = try Self.scores()
    func differences(_ dimension: RFMDimension) -> Int {
      zip(ours, theirs).count { $0!.code[dimension] != $1!.code[dimension] }
    }
    #expect(differences(.daysSinceLastOrder) == 1)
    #expect(differences(.frequency) == 0)
    #expect(differences(.monetary) == 2)
  }

  @Test func `eight types by mean cuts`() throws {
    let types = try #require(
      try Self.orders().rfm(asOf: "2006-12-31", scale: .mean(), map: .eightTypes))
    let counts = types.summaries().map { ($0.segment.chineseName!, $0.customerCount) }
    let expected = [
      "重要价值客户": 274, "一般挽留客户": 222, "一般发展客户": 185, "重要保持客户": 125,
      "一般价值客户": 102, "一般保持客户": 39, "重要挽留客户": 28, "重要发展客户": 20,
    ]
    #expect(Dictionary(uniqueKeysWithValues: counts) == expected)
    #expect(types.scale[.daysSinceLastOrder][0].cuts == [ExactNumber(285_305, over: 995)])
  }
}
