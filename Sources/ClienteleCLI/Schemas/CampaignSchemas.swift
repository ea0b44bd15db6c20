/// What came of a campaign.
extension AnswerSchema {
  static let campaignSchemas: [AnswerSchema] = [
    AnswerSchema(
      name: "campaign", form: .answer, command: "clientele campaign --format json",
      title: "Who answered a campaign, what it brought and what it cost (活动匹配)",
      description: "",
      keys: [
        SchemaKey("start", .day, "The first day on which a purchase is an answer."),
        SchemaKey("end", .day, "The day after the last."),
        SchemaKey("state", .state, "Of those days."),
        SchemaKey("targets", list, "The list of customers who were asked."),
        .optional("controls", list, "The list of those left alone; left out without --control."),
        SchemaKey("total", .named("cell", .object(cell)), "Of all who were asked."),
        .optional(
          "breakEvenRate", Shape.number(from: 0).orNull,
          "The response rate at which nothing is lost or won: above 1 none suffices, null where no "
            + "answer pays. Left out when nothing has a price."),
        .optional(
          "aboveBreakEven", .names,
          "The groups with a higher response rate; left out without --by or prices."),
        .optional(
          "rollOut",
          .object([
            SchemaKey("customers", .count, "Customers of those groups who were in no list."),
            SchemaKey("expectedResponders", .number(from: 0), "Who of them will answer."),
            SchemaKey(
              "expectedProfit", .money.orNull, "What that leaves; null where it is not known."),
          ]), "What asking the rest of those groups would bring; left out without --by or prices."),
      ] + SchemaKey.division(into: .group(cell))),
    AnswerSchema(
      name: "campaign-rows", form: .row, command: "clientele campaign --format jsonl",
      title: "What came of a campaign in one group",
      description: "All columns but the group are null where the group is too small to be shown.",
      keys: [
        SchemaKey(
          "group", .text,
          "The group; (in no group) for the rest of those asked; empty, and last, for all of them."
        ),
        column("contacted", .count, "Customers who were asked."),
        column("responders", .count, "Who of them bought."),
        SchemaKey("rate", .rate, "responders ÷ contacted."),
        SchemaKey("low", .rate, "The low end of the rate's 95 % interval (Wilson)."),
        SchemaKey("high", .rate, "The high end of the rate's 95 % interval (Wilson)."),
        column("state", .state, "Of the rate."),
        column("orders", .count, "The responders' purchases."),
        column("revenue", .money, "Purchases less refunds of all who were asked."),
        column("control_customers", .count, "Customers left alone; null without --control."),
        column("control_responders", .count, "Who of them bought."),
        column("control_revenue", .money, "Their purchases less refunds."),
        column("lift", .number(from: -1, through: 1), "The rate less that of the control."),
        column("lift_low", .number(from: -1, through: 1), "The low end of its 95 % interval."),
        column("lift_high", .number(from: -1, through: 1), "The high end of its 95 % interval."),
        column("incremental_revenue", .money, "Revenue above what the control's would give."),
        column("cost", .money, "What asking cost; null without prices."),
        column("margin", .money, "What answers left before that; null without prices."),
        column("profit", .money, "margin − cost; null without prices."),
        column("above_break_even", .truth, "Whether the rate is; null without prices."),
        column("others", .count, "Customers of the group in no list."),
      ]),
  ]

  private static func column(_ name: String, _ shape: Shape, _ words: String) -> SchemaKey {
    SchemaKey(name, shape.orNull, words)
  }

  private static let list = Shape.object([
    SchemaKey("ids", .count, "Ids in the file of the list, each once."),
    SchemaKey("customers", .count, "How many of them are customers."),
    SchemaKey("unknown", .count, "How many are not."),
  ])

  private static let cell: [SchemaKey] = {
    var keys = SchemaKey.rate(
      "responders", "Who of them bought.", of: "contacted", "Customers who were asked.")
    keys += [
      SchemaKey("orders", .count, "The responders' purchases."),
      SchemaKey("revenue", .money, "Purchases less refunds of all who were asked."),
      SchemaKey(
        "index", Shape.number(from: 0).orNull,
        "The rate ÷ that of all who were asked; null where that is 0 or there is none."),
      SchemaKey("others", .count, "Customers of the group in no list."),
      .optional(
        "control", control, "What those left alone bought; left out without --control."),
      .optional("lift", lift, "The rate less that of the control; left out without --control."),
      .optional(
        "incrementalResponders", Shape.number.orNull,
        "lift × contacted; null where there is no lift, left out without --control."),
      .optional(
        "incrementalRevenue", .money.orNull,
        "Revenue above what the control's revenue per customer would give; null and left out "
          + "likewise."),
      .optional("cost", .money, "What asking cost; left out without prices."),
      .optional("margin", .money, "What answers left before that; left out without prices."),
      .optional("profit", .money, "margin − cost; left out without prices."),
      .optional(
        "aboveBreakEven", Shape.truth.orNull,
        "Whether the rate is above break-even; null where one is not known, left out without "
          + "prices."),
    ]
    return keys
  }()

  private static let control = Shape.object(
    SchemaKey.rate(
      "responders", "Who of them bought.", of: "customers", "Customers left alone.",
      hasState: false)
      + [
        SchemaKey("orders", .count, "Their purchases."),
        SchemaKey("revenue", .money, "Purchases less refunds of all of them."),
      ])

  private static let lift: Shape = {
    let difference = Shape.number(from: -1, through: 1).orNull
    return .object([
      SchemaKey("difference", difference, "In shares; null where either rate is."),
      SchemaKey("low", difference, "The low end of its 95 % interval (Newcombe)."),
      SchemaKey("high", difference, "The high end of its 95 % interval (Newcombe)."),
      SchemaKey(
        "relative", Shape.number.orNull,
        "difference ÷ the control's rate; null where that is 0 or null."),
    ])
  }()
}
