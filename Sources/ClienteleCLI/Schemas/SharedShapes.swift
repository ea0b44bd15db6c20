import Clientele
import ClienteleReport

/// What the answers of several commands are made of.
extension Shape {
  static let count = Shape.whole(from: 0)

  static let day = Shape.named(
    "day",
    Shape([
      ("description", .text("A day of the shop's time zone, YYYY-MM-DD.")),
      ("type", .text("string")), ("pattern", .text("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")),
    ]))

  static let money = Shape.named(
    "money",
    Shape([
      ("description", .text("Major units of the shop's currency, as an exact decimal.")),
      ("type", .text("string")), ("pattern", .text("^-?(0|[1-9][0-9]*)(\\.[0-9]+)?$")),
    ]))

  /// Amounts that are estimates, or cuts between amounts: they can need an exponent.
  static let decimal = Shape.named(
    "decimal",
    Shape([
      (
        "description",
        .text(
          "Major units of the shop's currency: a decimal, with an exponent where it is very "
            + "large, very small, or was no exact decimal.")
      ),
      ("type", .text("string")),
      ("pattern", .text("^-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?$")),
    ]))

  static let rate = Shape.named(
    "rate",
    Shape([
      (
        "description",
        .text("A share from 0 to 1; null where it is a share of nothing, or nothing was seen yet.")
      ),
      ("type", .list([.text("number"), .text("null")])), ("minimum", 0),
      ("maximum", 1),
    ]))

  static let share = Shape.number(from: 0, through: 1)

  static let state = Shape.named(
    "state",
    Shape([
      (
        "description",
        .text(
          "Whether the days it is about are over (complete: final), have begun (partial: can "
            + "still grow) or not (unobserved: no figure yet), as of the last day that is seen.")
      ),
      ("type", .text("string")),
      ("enum", .list(["complete", "partial", "unobserved"].map(JSON.text))),
    ]))

  static let stage = Shape.named(
    "stage",
    Shape([
      (
        "description",
        .text(
          "A stage of the customer lifecycle: "
            + LifecycleStage.allCases.map { "\($0.name) \($0.chineseName)" }
            .joined(separator: ", ") + ".")
      ),
      ("type", .text("string")),
      ("enum", .list(LifecycleStage.allCases.map { .text($0.name) })),
    ]))

  static let span = Shape.text(matching: "^[1-9][0-9]*[dwmy]$")

  static let code = Shape.named(
    "code",
    Shape([
      ("description", .text("Scores of R, F and M: 543, or 10-4-3 where one is above 9.")),
      ("type", .text("string")), ("pattern", .text("^([1-9]{3}|[1-9][0-9]*(-[1-9][0-9]*){2})$")),
    ]))

  static let names = Shape.list(of: .text)

  /// How many went from each group to each.
  static func transitions(from origins: Shape, to targets: Shape) -> Shape {
    .list(
      of: .object([
        SchemaKey("from", origins, "Where they were on the first day; none: nowhere."),
        SchemaKey("to", targets, "Where they are on the second day."),
        SchemaKey("customers", .count, "How many customers."),
      ]))
  }

  /// A number of customers that `--smallest-group` can hide.
  static let shownCount = Shape.named(
    "shownCount",
    Shape([
      (
        "description",
        .text(
          "A number of customers; null where it is below --smallest-group, or would let one that "
            + "is be worked out.")
      ),
      ("type", .list([.text("integer"), .text("null")])), ("minimum", 0),
    ]))
}

extension SchemaKey {
  static let asOf = SchemaKey("asOf", .day, "The last day that is seen.")

  static let start = SchemaKey("start", .day, "The first day.")
  static let end = SchemaKey("end", .day, "The day after the last.")

  /// A rate with what it is made of, its interval and, where it has one, its state.
  static func rate(
    _ numerator: String, _ what: String, of denominator: String, _ whom: String,
    hasState: Bool = true
  ) -> [SchemaKey] {
    [
      SchemaKey(numerator, .count, what), SchemaKey(denominator, .count, whom),
    ] + rate("\(numerator) ÷ \(denominator).")
      + (hasState ? [SchemaKey("state", .state, "Of the rate.")] : [])
  }

  static func rate(_ words: String) -> [SchemaKey] {
    [
      SchemaKey("rate", .rate, words),
      SchemaKey("low", .rate, "The low end of the rate's 95 % interval (Wilson)."),
      SchemaKey("high", .rate, "The high end of the rate's 95 % interval (Wilson)."),
    ]
  }

  static let customerID = SchemaKey("customer_id", .text, "The customer, as the file names them.")

  /// The group of a customer.
  static let groupOfCustomer = SchemaKey.optional(
    "group", .text,
    "With --by: the customer's group; empty for one in none, or in one too small to be shown.")

  /// The group that a row is about.
  static let groupOfRow = SchemaKey.optional(
    "group", .text,
    "With --by: what the row is about: empty for everyone, (in no group) for the rest.")
}

extension String {
  /// The name of a key as that of a column: `repeatRate` as `repeat_rate`.
  var snakeCase: String {
    reduce(into: "") { $0 += $1.isUppercase ? "_\($1.lowercased())" : String($1) }
  }
}
