import Clientele
import Testing

struct TimeWindowTests {
  @Test func `a window holds its first day and not its end`() {
    let november = TimeWindow(from: "2026-11-01", through: "2026-11-30")
    #expect(november.end == "2026-12-01")
    #expect(november.dayCount == 30)
    #expect(november.contains("2026-11-01") && november.contains("2026-11-30"))
    #expect(!november.contains("2026-10-31") && !november.contains("2026-12-01"))
  }

  @Test func `an empty window holds no day`() {
    let empty = TimeWindow(start: "2026-11-01", end: "2026-11-01")
    #expect(empty.dayCount == 0 && !empty.contains("2026-11-01"))
  }

  @Test func `a window that ends before it starts is a broken promise`() async {
    await #expect(processExitsWith: .failure) {
      print(TimeWindow(start: "2026-11-02", end: "2026-11-01"))
    }
  }
}
