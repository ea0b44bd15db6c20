import Foundation
import Testing

/// As of a day, later orders do not exist: not for any command, and whatever else is asked for.
@Suite struct AsOfTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  /// 300 orders on the days of 2024 and 2025; the last is of 2025-12-28.
  static let rows: [(day: String, text: String)] = (0..<300).map { number in
    let (month, day) = (number * 37 % 24, number * number * 31 % 28 + 1)
    let date = "\(2024 + month / 12)-\(padded(month % 12 + 1))-\(padded(day))"
    let customer = number * 7919 % 67
    let amount = number % 23 == 5 ? -number : number * 13 % 400
    let words = [
      "\(number)", "c\(customer)", date, "\(amount).50", ["app", "web", "shop"][number % 3],
      ["north", "south"][customer % 2],
    ]
    return (date, words.joined(separator: ",") + "\n")
  }

  private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private func orders(through day: String = "9999-12-31") throws -> String {
    let header = "order_id,customer_id,date,amount,channel,region\n"
    let seen = Self.rows.filter { $0.day <= day }.map(\.text)
    return try directory.file("orders-\(day).csv", contents: header + seen.joined())
  }

  static let asOf = "2025-02-28"
  static let later = "2025-03-01"

  /// Every command that answers as of a day.
  static let questions: [[String]] = [
    ["lifecycle"], ["lifecycle", "--every", "week", "--from", "2024-05-31"],
    ["migration", "--from", "2024-08-31", "--to", asOf], ["migration", "--from", "2024-08-31"],
    ["rfm"], ["rfm", "--monetary", "median"],
    ["retention"], ["retention", "--cohort", "2024-06-20", "--within", "30,500"],
    ["retention", "--on", "7,30"], ["reactivation", "--start", "2025-02-10", "--horizon", "60"],
    ["cohorts"], ["cohorts", "--by", "channel"], ["cohorts", "--by", "region:customer"],
    ["second-purchase"], ["gaps"], ["activity"], ["activity", "--every", "month"],
    ["activity", "--from", "2024-05-15", "--every", "month"], ["concentration"],
  ]

  @Test func `orders after the as-of day change no answer`() throws {
    let (all, seen) = (try orders(), try orders(through: Self.asOf))
    for question in Self.questions {
      for format in ["json", "csv", "table"] {
        let rest = question.dropFirst() + ["--as-of", Self.asOf, "--format", format]
        let answers = try [all, seen].map { try Command.run([question[0], $0] + rest) }
        #expect(answers.allSatisfy { $0.status == 0 }, "\(question): \(answers[0].errors)")
        #expect(answers[0].output == answers[1].output, "\(question) \(format)")
      }
    }
  }

  @Test func `before the first order nobody is there, and some questions begin too late`() throws {
    let (all, none) = (try orders(), try orders(through: "2023-12-31"))
    for question in Self.questions {
      let rest = question.dropFirst() + ["--as-of", "2023-12-31", "--format", "json"]
      let answers = try [all, none].map { try Command.run([question[0], $0] + rest) }
      #expect(answers[0].status == answers[1].status, "\(question): \(answers[0].errors)")
      #expect(answers[0].output == answers[1].output, "\(question)")
    }
  }

  @Test func `the as-of day is the last day when no other is said`() throws {
    let file = try orders()
    // The customers of one day may all have come back, or none, on either day.
    for question in Self.questions
    where !question.contains(Self.asOf) && !question.contains("--cohort") {
      let rest = question.dropFirst() + ["--format", "json"]
      let now = try Command.run([question[0], file] + rest)
      let before = try Command.run([question[0], file] + rest + ["--as-of", Self.asOf])
      #expect(now.output != before.output, "\(question)")
    }
  }

  @Test func `a day after the as-of day cannot be asked for`() throws {
    let file = try orders()
    for question in [
      ["activity", "--through", Self.later],
      ["activity", "--every", "month", "--through", Self.later],
      ["lifecycle", "--every", "month", "--from", "2024-01-31", "--through", Self.later],
      ["migration", "--from", "2024-01-31", "--to", Self.later],
      ["retention", "--observed-through", Self.later],
      [
        "reactivation", "--start", "2025-02-01", "--horizon", "9", "--observed-through", Self.later,
      ],
      ["cohorts", "--observed-through", Self.later],
      ["second-purchase", "--observed-through", Self.later],
    ] {
      let outcome = try Command.run([question[0], file] + question.dropFirst())
      #expect(outcome.status == 0, "\(question): \(outcome.errors)")
      let refused = try Command.run(
        [question[0], file, "--as-of", Self.asOf] + question.dropFirst())
      #expect(refused.status == 64, "\(question): \(refused.output)")
      #expect(refused.output == "", "\(question)")
      for word in ["--as-of", Self.asOf, Self.later] {
        #expect(refused.errors.contains(word), "\(question): \(refused.errors)")
      }
    }
  }

  @Test func `the account of a file has no as-of day`() throws {
    let outcome = try Command.run("inspect", orders(), "--as-of", Self.asOf)
    #expect(outcome.status == 64 && outcome.output == "")
    #expect(outcome.errors.contains("--as-of"), "\(outcome.errors)")
  }

  @Test func `without an as-of day, orders can be complete through a day after the last`() throws {
    let file = try orders(through: "2025-12-28")
    let cohort = [
      "retention", file, "--cohort", "2025-12-14", "--within", "30", "--format", "json",
    ]
    let outcome = try Command.run(cohort)
    #expect(outcome.output.contains("\"state\" : \"partial\""), "\(outcome.output)")
    let later = try Command.run(cohort + ["--observed-through", "2026-01-31"])
    #expect(later.output.contains("\"state\" : \"complete\""), "\(later.output)")
  }

  @Test func `a window that is not over is partial, however it is asked for`() throws {
    let file = try orders(through: "2025-12-28")
    for question in [["--through", "2026-02-15"], ["--through", "2026-02-15", "--every", "year"]] {
      let outcome = try Command.run(["activity", file, "--format", "csv"] + question)
      let last = try #require(outcome.output.split(separator: "\r\n").last)
      #expect(last.hasSuffix(",partial") || last.hasSuffix(",unobserved"), "\(outcome.output)")
    }
  }
}
