import Clientele
import Testing

/// CDNOW, where half of the customers bought once. Figures: `research/rfm.md` §3.4 and §3.5.
@Suite(.needs("cdnow/orders.csv")) struct RFMCDNOWTests {
  static func scores(_ scale: RFMScale, _ map: SegmentMap) throws -> RFMScores {
    let orders = try #require(ReferenceData.cdnow)
    return try #require(try orders.rfm(asOf: "1998-07-01", scale: scale, map: map))
  }

  @Test func `cuts, scores and segments are those of R`() throws {
    let rfm = try Self.scores(.rCompatible(5), .r03)
    #expect(rfm.scale[.daysSinceLastOrder][0].cuts == [143, 434, 487, 514])
    #expect(rfm.scale[.frequency][0].cuts == [2, 2, 3, 5])
    #expect(rfm.scale[.monetary][0].cuts == ["16.36", "32.35", "60.924", "134.95"])
    func counts(_ dimension: RFMDimension) -> [Int] {
      rfm.bins(of: dimension).map(\.customerCount)
    }
    #expect(counts(.daysSinceLastOrder) == [4539, 4748, 4844, 4720, 4719])
    #expect(counts(.frequency) == [11_908, 0, 4079, 3658, 3925])
    // Three customers spent 32.35, the second cut. R adds doubles and has 32.349999999999994 for
    // one of them, which makes 4491 and 4628.
    #expect(counts(.monetary) == [5136, 4490, 4629, 4636, 4679])
    let segments = [
      "Potential Loyalist": 8433, "About To Sleep": 6672, "Lost": 4308, "Champions": 2350,
      "Promising": 951, "Loyal Customers": 489, "Can't Lose Them": 184, "Need Attention": 106,
      "Others": 51, "New Customers": 15, "At Risk": 11,
    ]
    let found = rfm.summaries().map { ($0.segment.name, $0.customerCount) }
    #expect(Dictionary(uniqueKeysWithValues: found) == segments)
  }

  @Test(arguments: [
    RFMScale.quantile(5), .equalCount(5), .equalCount(5, ties: .higherScore), .kMeans(5),
    .rCompatible(5),
  ])
  func `equal order counts never differ in F`(scale: RFMScale) throws {
    let rfm = try Self.scores(scale, .elevenSegments)
    var scores: [Int: Set<Int>] = [:]
    for (value, score) in zip(rfm.values, rfm) {
      scores[value!.frequency, default: []].insert(score!.code.f)
    }
    #expect(scores.values.allSatisfy { $0.count == 1 })
  }

  @Test func `quintiles tell that half of the customers are equal`() throws {
    let rfm = try Self.scores(.quantile(5), .elevenSegments)
    let bins = rfm.bins(of: .frequency)
    #expect(bins.map(\.customerCount) == [11_908, 0, 4079, 3658, 3925])
    #expect(bins.map(\.state) == [.oversized, .empty, .filled, .filled, .filled])
    let profile = try #require(rfm.values.profile(of: .frequency))
    #expect(profile.largestTie.value == 1)
    #expect(profile.largestTie.share == Rate(11_908, of: 23_570))
    let revenue = rfm.summaries().reduce(0) { $0 + $1.revenue.minorUnits }
    #expect(revenue == 250_031_563)
  }

  @Test func `eight types by mean cuts, F in orders`() throws {
    let types = try Self.scores(.mean(), .eightTypes)
    let expected = [
      "一般挽留客户": 13_608, "重要价值客户": 4617, "一般价值客户": 1974, "一般发展客户": 1532,
      "重要挽留客户": 579, "一般保持客户": 543, "重要保持客户": 449, "重要发展客户": 268,
    ]
    let found = types.summaries().map { ($0.segment.chineseName!, $0.customerCount) }
    #expect(Dictionary(uniqueKeysWithValues: found) == expected)
    #expect(types.scale[.frequency][0].cuts == [ExactNumber(69_659, over: 23_570)])
    #expect(types.scale[.monetary][0].cuts == [ExactNumber(250_031_563, over: 2_357_000)])
  }

  @Test func `a thousandth or a thousand of the unit changes no score`() throws {
    let orders = try #require(ReferenceData.cdnow)
    let rows = (0..<orders.customerCount).flatMap { customer in
      orders.purchases(of: customer).map { (customer, $0.day, Int64($0.amount.minorUnits)) }
    }
    var policies = OrderPolicies()
    policies.zeroAmountOrders = .count
    let cents = try Self.scores(.quantile(5), .elevenSegments)
    for (factor, scale) in [(Int64(1), 0), (1, 5), (1000, 2)] {
      let table = try OrderTable(
        OrderColumns(
          customers: .integers(rows.map { Int64($0.0) }), days: rows.map(\.1),
          amounts: rows.map { $0.2 * factor }), currency: Currency(scale: scale),
        policies: policies)
      let other = try #require(try table.rfm(asOf: "1998-07-01"))
      #expect(zip(cents, other).allSatisfy { $0?.code == $1?.code })
    }
  }
}

/// UCI Online Retail, purchases only. Figures: `research/rfm.md` §3.6.
@Suite(.needs("online-retail/orders.csv")) struct RFMOnlineRetailTests {
  struct Invoices {
    var orders: [Substring: (customer: String, day: Day, mills: Int64)] = [:]

    mutating func add(_ amount: Int64, to invoice: Substring, _ customer: Int, _ day: Substring) {
      let amount = amount + (orders[invoice]?.mills ?? 0)
      orders[invoice] = ("\(customer)", Day(day)!, amount)
    }

    func table() throws -> OrderTable {
      let rows = Array(orders.values)
      return try OrderTable(
        OrderColumns(
          customers: .texts(rows.map(\.customer)), days: rows.map(\.day),
          amounts: rows.map(\.mills)), currency: Currency(code: "GBP", scale: 3))
    }
  }

  /// All lines, and lines without exact repeats.
  static func invoices() throws -> (all: Invoices, distinct: Invoices) {
    var (all, distinct, seen) = (Invoices(), Invoices(), Set<Substring>())
    let text = try #require(ReferenceData.text("online-retail/orders.csv"))
    for line in text.split(separator: "\n").dropFirst() where !line.hasPrefix("C") {
      // Only the description may hold commas; everything else is counted from an end.
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      let tail = Array(cells.suffix(5))
      guard let quantity = Int64(tail[0]), quantity > 0, let customer = Int(tail[3]),
        let price = try? ReferenceData.minorUnits(tail[2], decimals: 3), price > 0
      else { continue }
      all.add(quantity * price, to: cells[0], customer, tail[1].prefix(10))
      if seen.insert(line).inserted {
        distinct.add(quantity * price, to: cells[0], customer, tail[1].prefix(10))
      }
    }
    return (all, distinct)
  }

  @Test func `cuts, scores and segments are those of an independent computation`() throws {
    let (all, distinct) = try Self.invoices()
    func revenue(_ rfm: RFMScores) -> Int128 {
      rfm.summaries().reduce(0) { $0 + $1.revenue.minorUnits }
    }
    let published = try #require(try distinct.table().rfm(asOf: "2011-12-10"))
    #expect(published.values.scoredCount == 4338)
    #expect(revenue(published) == 8_887_208_894)
    let rfm = try #require(try all.table().rfm(asOf: "2011-12-10"))
    #expect(rfm.values.scoredCount == 4338)
    #expect(revenue(rfm) == 8_911_407_904)
    #expect(rfm.scale[.daysSinceLastOrder][0].cuts == ["13.8", 33, 72, 180])
    #expect(rfm.scale[.frequency][0].cuts == [1, 2, 3, 6])
    let money = rfm.scale[.monetary][0].cuts.map { ($0.value * 1000).rounded() / 1000 }
    #expect(money == [250.194, 490.096, 942.276, 2058.426])
    func counts(_ dimension: RFMDimension) -> [Int] {
      rfm.bins(of: dimension).map(\.customerCount)
    }
    #expect(counts(.daysSinceLastOrder) == [861, 866, 863, 880, 868])
    #expect(counts(.frequency) == [1493, 835, 508, 802, 700])
    #expect(counts(.monetary) == [868, 867, 868, 867, 868])
    let expected = [
      "Champions": 798, "Hibernating": 668, "Lost": 567, "New/Recent Customers": 407,
      "Loyal": 403, "At Risk": 348, "Potential Loyalist": 307, "Need Attention": 254,
      "Promising": 243, "About To Sleep": 220, "Cannot Lose Them": 123,
    ]
    let found = rfm.summaries().map { ($0.segment.name, $0.customerCount) }
    #expect(Dictionary(uniqueKeysWithValues: found) == expected)
  }
}
