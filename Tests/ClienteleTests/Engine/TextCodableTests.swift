import Clientele
import FoundationEssentials
import Testing

@Suite struct TextCodableTests {
  private func expect<Value: TextCodable & Equatable>(_ value: Value, _ text: String) throws {
    let json = String(decoding: try JSONEncoder().encode([value]), as: UTF8.self)
    #expect(json.filter { $0 != "\\" } == "[\"\(text)\"]")
    #expect(value.description == text && Value(text) == value)
    #expect(try JSONDecoder().decode([Value].self, from: Data(json.utf8)) == [value])
    // Only a text will do, and not every one.
    for wrong in ["[7]", "[{}]", "[\"!\"]", "[\"\(text) \"]"] {
      #expect(throws: DecodingError.self, "\(Value.self) \(wrong)") {
        try JSONDecoder().decode([Value].self, from: Data(wrong.utf8))
      }
    }
    do {
      _ = try JSONDecoder().decode([Value].self, from: Data("[\"!\"]".utf8))
    } catch DecodingError.dataCorrupted(let context) {
      #expect(context.debugDescription == "! is not \(Value.expectedText)")
    }
  }

  @Test func `a value is in files what it is on the screen`() throws {
    try expect("2024-02-29" as Day, "2024-02-29")
    try expect(CalendarSpan.months(3), "3m")
    try expect(Money(minorUnits: -1230, in: Currency()), "-12.30")
    try expect(LifecycleStage.sleeping, "sleeping")
    try expect("1000/3" as ExactNumber, "1000/3")
    try expect(RFMCode(r: 10, f: 4, m: 3), "10-4-3")
    try expect(OrderHistory.last(.years(1)), "1y")
  }
}
