import Clientele
import Testing

@Suite struct RateTests {
  /// Source: the score interval without continuity correction of R's `prop.test(177, 3442,
  /// correct = FALSE)`, to the digits that R prints.
  @Test func `the interval is Wilson's`() throws {
    let interval = try #require(Rate(177, of: 3442).interval)
    #expect(abs(interval.low - 0.0445324826) < 1e-10)
    #expect(abs(interval.high - 0.0593148542) < 1e-10)
  }

  @Test func `nobody of nobody is no value`() {
    #expect(Rate(0, of: 0).value == nil)
    #expect(Rate(0, of: 0).interval == nil)
  }

  @Test func `what was not observed has no value`() {
    #expect(Rate(0, of: 5, state: .unobserved).value == nil)
    #expect(Rate(0, of: 5, state: .partial).value == 0)
  }

  @Test(arguments: 1...50)
  func `none and all end exactly at 0 and 1`(count: Int) throws {
    #expect(try #require(Rate(0, of: count).interval).low == 0)
    #expect(try #require(Rate(count, of: count).interval).high == 1)
  }

  @Test func `pooling sums complete counts, and leaves the others out`() {
    let rates = [Rate(1, of: 2), Rate(0, of: 8), Rate(1, of: 1, state: .partial)]
    #expect(Rate.pooled(rates) == Rate(1, of: 10))
  }

  @Test func `a window is complete, partial or unobserved`() {
    let window = TimeWindow(from: "2026-03-01", through: "2026-03-31")
    #expect(Completeness(of: window, observedUpTo: "2026-04-01") == .complete)
    #expect(Completeness(of: window, observedUpTo: "2026-03-31") == .partial)
    #expect(Completeness(of: window, observedUpTo: "2026-03-02") == .partial)
    #expect(Completeness(of: window, observedUpTo: "2026-03-01") == .unobserved)
  }

  @Test func `more than all is a broken promise`() async {
    await #expect(processExitsWith: .failure) { _ = Rate(2, of: 1) }
  }
}
