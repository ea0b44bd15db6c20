import Clientele
import FoundationEssentials
import Testing

/// A value that no one could have made is refused when it is read, not when it is used.
@Suite struct StrictDecodingTests {
  private func expect<Value: Decodable>(
    _ type: Value.Type, reads good: String, refuses wrong: [String],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    func read(_ text: String) throws -> Value {
      try JSONDecoder().decode([Value].self, from: Data("[\(text)]".utf8))[0]
    }
    #expect(throws: Never.self, sourceLocation: sourceLocation) { try read(good) }
    for text in wrong {
      #expect(throws: DecodingError.self, "\(text)", sourceLocation: sourceLocation) {
        try read(text)
      }
    }
  }

  @Test func `a rate lies between 0 and 1`() {
    func text(_ numerator: Int, _ denominator: Int) -> String {
      #"{"numerator":\#(numerator),"denominator":\#(denominator),"state":"complete"}"#
    }
    expect(Rate.self, reads: text(1, 2), refuses: [text(2, 1), text(-1, 2), text(-2, -1)])
  }

  @Test func `a mean is shared by someone`() {
    expect(
      ExactMean.self, reads: #"{"total":"-1.50","count":2}"#,
      refuses: [#"{"total":"1.50","count":0}"#, #"{"total":"1.50","count":-2}"#])
  }

  @Test func `a currency has 0 to 6 decimals`() {
    expect(
      Currency.self, reads: #"{"code":"CNY","scale":2}"#,
      refuses: [#"{"scale":7}"#, #"{"scale":-1}"#])
  }

  @Test func `money is written in one way`() {
    expect(
      Money.self, reads: #""-12.30""#,
      refuses: [#""12.""#, #"".5""#, #""+1""#, #""1.-5""#, #""007""#, #""1,5""#, #""""#, #""-0""#])
  }

  @Test func `a window does not end before it starts`() {
    expect(
      TimeWindow.self, reads: #"{"start":"2024-01-01","end":"2024-01-01"}"#,
      refuses: [#"{"start":"2024-01-02","end":"2024-01-01"}"#])
  }

  @Test func `periods follow each other`() throws {
    let months = #"{"period":{"month":{}},"starts":"#
    expect(
      PeriodSeries.self, reads: months + #"["2024-01-01","2024-02-01","2024-03-01"]}"#,
      refuses: [
        months + "[]}", months + #"["2024-01-01"]}"#,
        months + #"["2024-01-01","2024-03-01"]}"#, months + #"["2024-01-02","2024-02-02"]}"#,
        months + #"["2024-02-01","2024-01-01"]}"#,
      ])
  }

  @Test func `boundaries grow`() {
    expect(
      LifecycleBoundaries.self, reads: #"{"active":"30d","silent":"2m","sleeping":"1y"}"#,
      refuses: [
        #"{"active":"6m","silent":"3m","sleeping":"12m"}"#,
        #"{"active":"3m","silent":"6m","sleeping":"6m"}"#,
      ])
  }

  @Test func `a span of returns begins after the day itself`() {
    expect(
      ReturnSpan.self, reads: #"{"bracket":[8,14]}"#,
      refuses: [
        #"{"within":[0]}"#, #"{"on":[100001]}"#, #"{"within":[]}"#, #"{"within":[1,2]}"#,
        #"{"onOrAfter":[9,8]}"#, #"{"bracket":[0,14]}"#, #"{"on":[1],"within":[1]}"#, "{}",
      ])
  }

  @Test func `a group has a name`() {
    expect(
      CustomerGroups.self, reads: #"{"names":["a"],"codes":[0,4294967295]}"#,
      refuses: [#"{"names":["a"],"codes":[1]}"#])
  }

  @Test func `advice and counts are there for every stage`() {
    let advice = #"{"contact":"keep","incentive":"none"}"#
    func list(_ item: String, _ count: Int) -> String {
      "[" + Array(repeating: item, count: count).joined(separator: ",") + "]"
    }
    expect(
      ContactPolicy.self, reads: #"{"advice":\#(list(advice, 7))}"#,
      refuses: [#"{"advice":[]}"#, #"{"advice":\#(list(advice, 8))}"#])
    let day = #"{"asOf":"2024-01-01","counts":"#
    expect(
      LifecycleSnapshot.self, reads: day + list("3", 7) + "}",
      refuses: [day + list("3", 6) + "}", day + list("-3", 7) + "}"])
    let days = #"{"from":"2024-01-01","to":"2024-02-01","counts":"#
    expect(
      LifecycleMovement.self, reads: days + list("3", 64) + "}",
      refuses: [days + list("3", 63) + "}", days + list("-1", 64) + "}"])
    let rate = #"{"numerator":1,"denominator":2,"state":"complete"}"#
    let response = #"{"rate":\#(rate),"orderCount":1,"revenue":"1.00"}"#
    expect(
      StageResponses.self, reads: #"{"byStage":\#(list(response, 3))}"#,
      refuses: [#"{"byStage":\#(list(response, 2))}"#])
    let layer =
      #"{"customerCount":1,"revenue":"1.00","customerShare":1,"revenueShare":1}"#
    expect(
      CustomerPyramid.self, reads: #"{"layers":\#(list(layer, 3))}"#,
      refuses: [#"{"layers":\#(list(layer, 4))}"#])
  }

  @Test func `a table has a cell for every row and column`() {
    let cell = #"{"customerCount":0}"#
    expect(
      RFMHeatMap.self, reads: #"{"rCount":1,"fCount":2,"cells":[\#(cell),\#(cell)]}"#,
      refuses: [
        #"{"rCount":2,"fCount":2,"cells":[\#(cell),\#(cell)]}"#,
        #"{"rCount":-1,"fCount":0,"cells":[]}"#,
      ])
    let days = #"{"from":"2024-01-01","to":"2024-02-01","segments":[{"name":"a"}],"counts":"#
    expect(
      SegmentMovement.self, reads: days + "[1,2,3,4]}",
      refuses: [days + "[1,2,3]}", days + "[1,2,3,-4]}"])
  }

  /// Results of a shop, after one number in their JSON was made larger than it can be.
  @Test func `figures of more customers than there are are refused`() throws {
    let orders = try OrderTable(
      customers: ["a", "a", "b"], days: ["2024-01-01", "2024-02-01", "2024-01-02"],
      amounts: [100, 200, 300])
    func expectRefused<Value: Codable & Equatable>(_ value: Value, _ key: String) throws {
      let text = String(decoding: try JSONEncoder().encode([value]), as: UTF8.self)
      #expect(try JSONDecoder().decode([Value].self, from: Data(text.utf8)) == [value])
      let found = try #require(text.firstRange(of: "\"\(key)\":"))
      let wrong = text[..<found.upperBound] + "9" + text[found.upperBound...]
      #expect(throws: DecodingError.self, "\(key)") {
        try JSONDecoder().decode([Value].self, from: Data(wrong.utf8))
      }
    }
    let january = orders.activity(in: TimeWindow(from: "2024-01-01", through: "2024-01-31"))
    for key in ["repeatCustomerCount", "lifetimeRepeatCustomerCount"] {
      try expectRefused(january, key)
    }
    let cohorts = orders.cohorts(
      every: .month, from: "2024-01-01", through: "2024-02-28", observedThrough: "2024-02-28")
    try expectRefused(cohorts[0, 1], "customerCount")
    let retention = orders.run(
      RecurringRetention(
        of: [TimeWindow(from: "2024-01-01", through: "2024-01-31")], returning: [.within(9)],
        observedThrough: "2024-02-28"))
    try expectRefused(retention, "numerator")
  }
}
