import Foundation
import Testing

@testable import ClienteleReport

struct JSONTests {
  @Test func `what is written is read again, whatever stands in it`() throws {
    let hostile = "\"\\ \u{0}\n\u{1F}</script>\u{2028}客户"
    let json: JSON = [
      "text": .text(hostile), "numbers": [1, -2.5, 1e-9, 1e300, .number(.nan)], "no": .null,
      "yes": true, "empty": [], "none": [:],
    ]
    let read = try #require(
      JSONSerialization.jsonObject(with: Data(json.text.utf8)) as? [String: Any])
    #expect(read["text"] as? String == hostile)
    let numbers = try #require(read["numbers"] as? [Any])
    #expect(numbers.prefix(4).map { $0 as? Double } == [1, -2.5, 1e-9, 1e300])
    #expect(numbers[4] is NSNull && read["no"] is NSNull)
    #expect((read["empty"] as? [Any])?.isEmpty == true)
    #expect((read["none"] as? [String: Any])?.isEmpty == true)
  }

  @Test func `keys keep their order, and values that are not there have none`() {
    #expect(JSON([("b", 1), ("c", nil), ("a", "x")]).text == "{\"b\": 1, \"a\": \"x\"}\n")
  }

  @Test func `what is short stands on one line, and what is long is indented`() {
    let short = JSON.list([["a": 1], ["b": .text(String(repeating: "x", count: 60))]])
    #expect(short.text.components(separatedBy: "\n").count == 2)
    let long: JSON = ["rows": short, "text": .text(String(repeating: "y", count: 90)), "no": []]
    #expect(
      long.text == """
        {
          "rows": \(short.text.dropLast()),
          "text": "\(String(repeating: "y", count: 90))",
          "no": []
        }

        """)
    let lines = JSON.list([short, long]).text.components(separatedBy: "\n").dropLast()
    #expect(lines.map { $0.prefix { $0 == " " }.count } == [0, 2, 2, 4, 4, 4, 2, 0])
  }
}
