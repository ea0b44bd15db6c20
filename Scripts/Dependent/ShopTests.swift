import Clientele
import ClienteleFixtures
import Testing

/// An analysis of another package: the revenue of each month.
struct MonthlyRevenue: Analysis {
  let months: PeriodSeries

  func makePartial() -> [Int64] { Array(repeating: 0, count: months.count) }

  func accumulate(_ block: borrowing CustomerBlock, into partial: inout [Int64]) {
    for row in block.purchaseDays.indices {
      guard let month = months.index(of: Day(number: block.purchaseDays[row])) else { continue }
      partial[month] += block.purchaseAmounts[row]
    }
  }

  func merge(_ other: [Int64], into partial: inout [Int64]) {
    for month in other.indices { partial[month] += other[month] }
  }

  func finish(_ partial: [Int64], in currency: Currency) -> [Money] {
    partial.map { Money(minorUnits: $0, in: currency) }
  }
}

@Suite struct ShopTests {
  let revenue = MonthlyRevenue(
    months: PeriodSeries(of: .month, from: "2023-11-01", through: FixtureShop.lastDay))

  @Test func `an analysis of another package reads the bundled shop`() throws {
    let months = try FixtureShop.orders().run(revenue)
    #expect(months.count == 36)
    #expect(months.allSatisfy { $0.minorUnits > 0 && $0.scale == 2 })
  }

  @Test func `it keeps the laws`() throws {
    #expect(try AnalysisLaws(seed: 7).violations(of: revenue, over: FixtureShop.columns()) == [])
  }
}
