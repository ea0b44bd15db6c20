import Clientele
import FoundationEssentials
import Testing

@Suite struct AnswerSizeTests {
  private static let last: Day = "2024-12-31"
  private let orders: OrderTable

  init() throws { orders = try OrderTable(.random(seed: 3)) }

  private static func days(_ count: Int) -> PeriodSeries {
    PeriodSeries(of: .day, from: last - (count - 1), through: last)
  }

  private static func groups(_ count: Int) -> CustomerGroups {
    CustomerGroups(names: (0..<count).map { "\($0)" }, groups: [])
  }

  private func bytes(_ question: some Analysis) -> Int {
    orders.byteCount(of: question, threads: 1)
  }

  @Test func `an answer takes as much as its parameters ask for`() {
    let series = Self.days(100)
    let cohorts = bytes(CohortTriangle(every: series, observedThrough: Self.last))
    // 5,050 cells and 100 bins for later, of 48 bytes, in the partial and in the result.
    #expect(cohorts == 2 * 5_150 * 48)
    #expect(
      bytes(
        GroupedCohortTriangles(every: series, by: Self.groups(7), observedThrough: Self.last))
        == 7 * cohorts)
    let ends = series.starts.dropLast().map { $0 }
    #expect((60_000...120_000).contains(bytes(LifecycleSeries(asOf: ends))))
    #expect(
      bytes(LifecycleSeries(asOf: ends))
        == bytes(LifecycleSeries(asOf: ends, boundaries: LifecycleBoundaries(window: .years(9000))))
    )
    #expect(bytes(Activity(every: series, observedThrough: Self.last)) > 100 * 200)
    let spans = [ReturnSpan.within(90)]
    #expect(
      bytes(RecurringRetention(of: series.windows, returning: spans, observedThrough: Self.last))
        > 100 * 90 * 4)
    #expect(bytes(PooledRetention(returning: spans, observedThrough: Self.last)) < 10_000)
    #expect(bytes(PurchaseSurvival(through: 1000, observedThrough: Self.last)) > 1000 * 16)
    #expect(bytes(CustomerStages(asOf: Self.last)) == 0)
  }

  @Test func `each thread has its own, and there are no more threads than groups`() throws {
    let table = try OrderTable(.random(seed: 3), groupShift: 4)
    let question = CohortTriangle(every: Self.days(10), observedThrough: Self.last)
    let one = table.byteCount(of: question, threads: 1)
    #expect(table.byteCount(of: question, threads: 3) == 2 * one)
    #expect(orders.byteCount(of: question, threads: 1_000) == one)
  }

  @Test func `what nobody could count is the largest number`() {
    let all = PeriodSeries(of: .day, from: "0001-01-01", through: "9999-12-31")
    let triangles = GroupedCohortTriangles(
      every: all, by: Self.groups(100_000), observedThrough: "9999-12-31")
    #expect(bytes(triangles) == .max)
  }

  @Test func `what is told is what is kept`() throws {
    // A partial in JSON has a number for each that it has in memory.
    let question = CohortTriangle(every: Self.days(50), observedThrough: Self.last)
    let text = String(
      decoding: try JSONEncoder().encode(question.makePartial()), as: UTF8.self)
    let cellCount = text.components(separatedBy: "customers").count - 1
    #expect(question.answerSize.partialByteCount == cellCount * 48)
  }
}
