import Clientele
import ClienteleFixtures
import Testing

@Suite struct ActivityBySetTests {
  /// Nobody, everyone, and sets of all sizes, more than a word has bits.
  private static func sets(
    of customerCount: Int, _ count: Int, using generator: inout SeededGenerator
  ) -> [CustomerSet] {
    let all = Array(0..<customerCount)
    return [CustomerSet(), CustomerSet(all)]
      + (2..<count).map { place in
        let share = Double(place) / Double(count)
        return CustomerSet(
          all.filter { _ in Double.random(in: 0..<1, using: &generator) < share })
      }
  }

  @Test func `a set's figures are those of its members alone`() throws {
    for seed in 0..<12 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let orders = try OrderTable(
        .random(seed: seed, customers: 300, orders: 4_000), groupShift: 5)
      let sets = Self.sets(
        of: orders.customerCount, [3, 70, 130][Int(seed % 3)], using: &generator)
      let periods: [CalendarPeriod] = [.month, .week(startingOn: .monday), .year]
      let series = PeriodSeries(
        of: periods[Int(seed % 3)], from: "2021-02-03", through: "2022-04-01")
      let last: Day = "2022-03-10"
      let found = orders.run(ActivityBySet(sets, every: series, observedThrough: last))
      #expect(found.count == sets.count)
      for (set, figures) in zip(sets, found) {
        let members = CustomerGroups(
          names: ["members"],
          groups: (0..<orders.customerCount).map { set.contains($0) ? 0 : nil })
        let alone = orders.run(
          Grouped(Activity(every: series, observedThrough: last), by: members))
        #expect(figures == alone[0], "seed \(seed), \(set.count) customers")
      }
    }
  }

  @Test func `windows need not be periods, and gaps between them are nobody's`() throws {
    let orders = try OrderTable(.random(seed: 5))
    let windows = [
      TimeWindow(start: "2021-02-01", end: "2021-02-20"),
      TimeWindow(start: "2021-06-01", end: "2021-09-01"),
    ]
    let all = CustomerSet(0..<orders.customerCount)
    let found = orders.run(ActivityBySet([all], in: windows, observedThrough: "2021-07-15"))
    #expect(found == [orders.run(Activity(in: windows, observedThrough: "2021-07-15"))])
    #expect(found[0].map(\.state) == [.complete, .partial])
    #expect(orders.run(ActivityBySet([], in: windows, observedThrough: "2021-07-15")) == [])
    #expect(orders.run(ActivityBySet([all], in: [], observedThrough: "2021-07-15")) == [[]])
  }

  @Test func `amounts that no 64 bits hold together are summed exactly`() throws {
    let huge: Int64 = 1 << 62
    let orders = try OrderTable(
      OrderColumns(
        customers: .integers([1, 1, 1, 2]), days: Array(repeating: "2026-01-05", count: 4),
        amounts: [huge, huge, huge - 1, 7]))
    let january = [TimeWindow(from: "2026-01-01", through: "2026-01-31")]
    let sets = [CustomerSet([0]), CustomerSet([0, 1]), CustomerSet([1])]
    let found = orders.run(ActivityBySet(sets, in: january, observedThrough: "2026-01-31"))
    let sum = 3 * Int128(huge) - 1
    #expect(found.map { $0[0].sales.minorUnits } == [sum, sum + 7, 7])
  }

  @Test func `the analysis keeps the laws`() throws {
    for seed in 0..<4 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let columns = OrderColumns.random(seed: seed)
      let count = try OrderTable(columns).customerCount
      let analysis = ActivityBySet(
        Self.sets(of: count, 9, using: &generator),
        every: PeriodSeries(of: .month, from: "2021-01-01", through: "2022-06-30"),
        observedThrough: "2022-05-15")
      #expect(try AnalysisLaws(seed: seed).violations(of: analysis, over: columns) == [])
    }
  }
}
