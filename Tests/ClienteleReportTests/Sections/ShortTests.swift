import Clientele
import Testing

@testable import ClienteleReport

struct ShortTests {
  /// A shop some of whose customers were asleep three months ago and came back, while others have
  /// fallen asleep since.
  private static func page(
    woken: Int, fallen: Int, in language: ReportLanguage
  ) throws -> String {
    var (customers, days): ([String], [Day]) = ([], [])
    func append(_ name: String, _ count: Int, _ orders: [Day]) {
      for number in 0..<count {
        for day in orders {
          customers.append("\(name)\(number)")
          days.append(day)
        }
      }
    }
    append("woken", woken, ["2026-01-01", "2026-10-01"])
    append("fallen", fallen, ["2026-04-15"])
    let amounts = Array(repeating: Int64(100), count: days.count)
    let orders = try OrderTable(customers: customers, days: days, amounts: amounts)
    return HTMLReport(CustomerReport(of: orders, asOf: "2026-10-31"), in: language).html
  }

  @Test func `sleepers are fewer or more than chance would make them, or it says so`() throws {
    let cases: [(woken: Int, fallen: Int, english: String, chinese: String)] = [
      (
        150, 50, ": better than three months ago, when it was 150 (75.0%).",
        "，较三个月前的150位（75.0%）好转。"
      ),
      (
        50, 150, ": worse than three months ago, when it was 50 (25.0%).",
        "，较三个月前的50位（25.0%）变差。"
      ),
      (
        11, 9, ": better than three months ago, when it was 11 (55.0%); this may be chance.",
        "，较三个月前的11位（55.0%）好转，可能是偶然。"
      ),
      (
        9, 11, ": worse than three months ago, when it was 9 (45.0%); this may be chance.",
        "，较三个月前的9位（45.0%）变差，可能是偶然。"
      ),
      (
        10, 10, ": the same share as three months ago, 10 (50.0%).",
        "，占比与三个月前持平（10位（50.0%））。"
      ),
    ]
    for (woken, fallen, english, chinese) in cases {
      #expect(try Self.page(woken: woken, fallen: fallen, in: .english).contains(english))
      #expect(try Self.page(woken: woken, fallen: fallen, in: .chinese).contains(chinese))
    }
  }
}
