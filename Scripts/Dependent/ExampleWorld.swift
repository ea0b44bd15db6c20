import Clientele
import ClienteleCSV
import ClienteleFixtures
import ClienteleReport
import FoundationEssentials
import Testing

/// What the examples of the documentation take for granted. Each of them is a method of this.
@Suite struct ExampleWorld {
  /// The rows of the bundled shop, and their table.
  let columns: OrderColumns
  let orders: OrderTable
  let today: Day = "2026-10-31"
  let october = TimeWindow(from: "2026-10-01", through: "2026-10-31")
  let monthEnds: [Day] = (0..<12).map { ("2025-12-01" as Day) + .months($0) - 1 }

  init() throws {
    columns = try FixtureShop.columns()
    orders = try FixtureShop.orders()
  }

  /// Compares a value with what the documentation says it is. An ellipsis stands for further
  /// digits.
  func check<Value>(
    _ value: Value?, _ documented: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let text = value.map { String(describing: $0) } ?? "nil"
    let isEqual =
      documented.hasSuffix("…")
      ? text.hasPrefix(documented.dropLast())
      : text == documented || "\"\(text)\"" == documented
    #expect(isEqual, "\(text) is not \(documented)", sourceLocation: sourceLocation)
  }
}
