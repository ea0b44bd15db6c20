import Clientele
import Testing

@Suite struct CampaignProfitTests {
  private static let cents = Currency(scale: 2)

  private static func money(_ units: Int64) -> Money { Money(minorUnits: units, in: cents) }

  /// A campaign in which each cell asks a number of customers, some of whom buy once.
  private func figures(
    asked: [Int], answered: [Int], order: Int64 = 100, others: Int = 0
  ) throws -> CampaignFigures {
    var ids: [Int64] = []
    var days: [Day] = []
    var amounts: [Int64] = []
    var groups: [Int?] = []
    for (cell, (count, buyers)) in zip(asked, answered).enumerated() {
      for customer in 0..<count + others {
        groups.append(cell)
        ids.append(Int64(groups.count - 1))
        days.append("2023-01-01")
        amounts.append(1)
        if customer < buyers {
          ids.append(ids[ids.count - 1])
          days.append("2024-01-10")
          amounts.append(order)
        }
      }
    }
    let orders = try OrderTable(
      OrderColumns(customers: .integers(ids), days: days, amounts: amounts))
    var targets = CustomerSet()
    var customer = 0
    for count in asked {
      for place in 0..<count + others {
        if place < count { targets.insert(customer) }
        customer += 1
      }
    }
    return orders.campaign(
      from: "2024-01-01", days: 31, lists: try CampaignLists(targets: targets),
      by: CustomerGroups(names: asked.indices.map { "\($0 + 1)" }, groups: groups),
      observedThrough: "2024-12-31")
  }

  /// Hughes, "Quick Profits with RFM Analysis" (dbmarketing.com, Art149): a test of 30,000 out of
  /// two million names, with about the usual 1.3 % and a net loss; 34 of 125 cells beat break-even;
  /// the roll-out to their 554,000 names has 2.76 % and a net profit of $307,000. The article names
  /// neither cost nor margin; 55 cents a name and $40 a sale give its figures.
  @Test func `Hughes: 34 of 125 cells, and a profit of 307,000`() throws {
    let costs = CampaignCosts(
      perContact: Self.money(55), margin: .perResponse(Self.money(40_00)))
    let answered = [(6, 34), (3, 4), (2, 87)].flatMap { Array(repeating: $0.0, count: $0.1) }
    let test = try figures(asked: Array(repeating: 240, count: 125), answered: answered)
      .profit(at: costs)
    #expect(test.figures.total.contactCount == 30_000)
    #expect(test.figures.total.targets.rate == Rate(390, of: 30_000))
    #expect(test.total.profit.total.minorUnits < 0)
    #expect(test.breakEvenRate == "0.01375")
    #expect(test.cellsAboveBreakEven.count == 34)

    // A tenth of the names.
    let rollOut = try figures(asked: [55_400], answered: [1_529]).profit(at: costs)
    let rate = try #require(rollOut.figures.total.targets.rate.value)
    #expect((rate * 10_000).rounded() == 276)
    #expect((rollOut.total.profit.rounded.value * 10 / 1000).rounded() == 307)
    #expect(rollOut.total.cost.description == "30470.00")
  }

  /// Wheaton, "How to Calculate the Financial Impact of Predictive Modeling", parts 1 and 2:
  /// 600,000 names, 2.00 % at $75 an order, overhead $90,000: no profit for all, break-even 1.54 %,
  /// $25,650 for seven RFM cells with sales of $751,500, $66,150 for five segments of the model
  /// with $706,500. Only cost 50 cents and margin $32.50 an order give all of these. A tenth of the
  /// names; segments that are not printed are made up to the printed sums.
  @Test func `Wheaton: index, break-even and profit`() throws {
    let costs = CampaignCosts(
      perContact: Self.money(50), fixed: Self.money(9_000_00),
      margin: .perResponse(Self.money(32_50)))
    let answered = [408, 186, 138, 114, 96, 84, 66, 48, 36, 24]
    let model = try figures(
      asked: Array(repeating: 6_000, count: 10), answered: answered, order: 75_00)
    let profit = model.profit(at: costs)
    #expect(model.total.targets.rate.value == 0.02)
    #expect(model.total.targets.revenue.description == "90000.00")
    #expect(profit.total.profit.rounded.description == "0.00")
    let breakEven = try #require(profit.breakEvenRate)
    #expect((breakEven.value * 10_000).rounded() == 154)
    #expect(model.cells[0].targets.rate.value == 0.068)
    #expect(model.responseIndex(of: model.cells[0]) == 3.4)
    #expect(model.responseIndex(of: model.cells[9]) == 0.2)
    #expect(profit.cellsAboveBreakEven.compactMap(\.name) == ["1", "2", "3", "4", "5"])

    let best = try figures(
      asked: Array(repeating: 6_000, count: 5), answered: Array(answered.prefix(5)),
      order: 75_00)
    #expect(best.total.targets.revenue.description == "70650.00")
    #expect(best.profit(at: costs).total.profit.rounded.description == "6615.00")

    let cells = try figures(asked: [42_000, 6_000], answered: [1_002, 48], order: 75_00)
    let seven = try figures(asked: [42_000], answered: [1_002], order: 75_00)
    #expect(seven.total.targets.revenue.description == "75150.00")
    #expect(seven.profit(at: costs).total.profit.rounded.description == "2565.00")
    #expect(cells.cells[1].targets.rate.value == 0.008)
  }

  @Test func `a cell at break-even is not above it, to the last customer`() throws {
    // 1 of 3 at a cost of 1 and a margin of 3, which no double says exactly.
    let costs = CampaignCosts(perContact: Self.money(1), margin: .perResponse(Self.money(3)))
    let profit = try figures(asked: [3, 3, 300, 3], answered: [1, 2, 101, 0]).profit(at: costs)
    #expect(profit.breakEvenRate == "1/3")
    #expect(profit.figures.cells.map(profit.isAboveBreakEven) == [false, true, true, false])
    #expect(
      profit.figures.cells.map { profit.balance(of: $0).profit.rounded.description }
        == ["0.00", "0.03", "0.03", "-0.03"])
  }

  @Test func `a share of revenue is a margin, and a message may cost a tenth of a cent`() throws {
    let costs = CampaignCosts(
      perContact: Money(minorUnits: 1, in: Currency(scale: 3)), fixed: Self.money(1),
      margin: .shareOfRevenue(0.1))
    let profit = try figures(asked: [10, 10], answered: [3, 0], order: 5).profit(at: costs)
    // 0.10 × 0.15 − 20 × 0.001 − 0.01.
    #expect(profit.total.cost.description == "0.030")
    #expect(profit.total.margin.rounded.description == "0.02")
    #expect(profit.total.profit.rounded.description == "-0.015")
    #expect(profit.marginPerResponse?.rounded.description == "0.01")
    #expect(profit.breakEvenRate == "0.2")
    #expect(profit.cellsAboveBreakEven.map(\.name) == ["1"])
  }

  @Test func `a roll-out asks the others of the cells above break-even`() throws {
    let costs = CampaignCosts(perContact: Self.money(50), margin: .perResponse(Self.money(5_00)))
    let profit = try figures(asked: [10, 10], answered: [4, 1], others: 25).profit(at: costs)
    #expect(profit.breakEvenRate == "0.1")
    #expect(profit.rollOut.contactCount == 25)
    #expect(profit.rollOut.expectedResponderCount == 10)
    // 25 × (0.4 × 5.00 − 0.50).
    #expect(profit.rollOut.expectedProfit?.description == "37.50")
  }

  @Test func `without answers or without a margin there is no break-even`() throws {
    let share = CampaignCosts(perContact: Self.money(50), margin: .shareOfRevenue(0.5))
    let silent = try figures(asked: [4], answered: [0]).profit(at: share)
    #expect(silent.breakEvenRate == nil && silent.marginPerResponse == nil)
    #expect(silent.isAboveBreakEven(silent.figures.cells[0]) == nil)
    #expect(silent.cellsAboveBreakEven == [] && silent.rollOut.expectedProfit == nil)
    #expect(silent.total.profit.rounded.description == "-2.00")
    let free = CampaignCosts(perContact: Self.money(0), margin: .perResponse(Self.money(1)))
    let everyone = try figures(asked: [4, 4], answered: [1, 0]).profit(at: free)
    #expect(everyone.breakEvenRate == 0)
    #expect(everyone.figures.cells.map(everyone.isAboveBreakEven) == [true, false])
    let nobody = try figures(asked: [0], answered: [0]).profit(at: free)
    #expect(nobody.isAboveBreakEven(nobody.figures.total) == nil)
  }

  @Test func `costs below zero and margins beyond all revenue are refused`() async {
    await #expect(processExitsWith: .failure) {
      _ = CampaignCosts(
        perContact: Money(minorUnits: -1, in: Currency()), margin: .shareOfRevenue(0.5))
    }
    await #expect(processExitsWith: .failure) {
      _ = CampaignCosts(
        perContact: Money(minorUnits: 1, in: Currency()), margin: .shareOfRevenue(1.5))
    }
  }
}
