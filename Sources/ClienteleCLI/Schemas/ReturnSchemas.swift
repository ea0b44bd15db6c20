/// Who comes back.
extension AnswerSchema {
  static let returnSchemas: [AnswerSchema] = [
    AnswerSchema(
      name: "retention", form: .answer, command: "clientele retention --format json",
      title: "Which share of customers comes back (客户保持率)", description: "",
      keys: [
        SchemaKey(
          "cohort", .day.orNull,
          "The day whose customers are followed; null where all days are pooled whose span is over."
        ),
        SchemaKey(
          "cells", .list(of: .named("cell", .object(retentionCell))),
          "In the order of --within, then of --on."),
      ], groupKeys: ["cohort", "cells"]),
    AnswerSchema(
      name: "retention-rows", form: .row, command: "clientele retention --format jsonl",
      title: "Which share of customers comes back in one span", description: "",
      keys: [.groupOfRow] + retentionCell),
    AnswerSchema(
      name: "reactivation", form: .answer, command: "clientele reactivation --format json",
      title: "Silent, sleeping and lost customers who bought (沉默召回, 客户唤醒率, 客户激活率)",
      description: "",
      keys: [
        SchemaKey("start", .day, "The first day on which a purchase is a response."),
        SchemaKey("horizonDays", .whole(from: 1), "The number of days on which it is."),
        SchemaKey("silentRecall", response, "Of who was silent on the day before."),
        SchemaKey("wake", response, "Of who was sleeping on the day before."),
        SchemaKey("activation", response, "Of who was lost on the day before."),
      ], groupKeys: ["start", "horizonDays", "silentRecall", "wake", "activation"]),
    AnswerSchema(
      name: "reactivation-rows", form: .row, command: "clientele reactivation --format jsonl",
      title: "How many of one stage bought", description: "",
      keys: [
        .groupOfRow,
        SchemaKey("response", .one(of: ["silentRecall", "wake", "activation"]), "Whose response."),
      ] + responseKeys),
    AnswerSchema(
      name: "cohorts", form: .answer, command: "clientele cohorts --format json",
      title: "Customers by the period of their first purchase, period by period",
      description: "",
      keys: [
        SchemaKey(
          "cohorts",
          .list(
            of: .named(
              "cohort",
              .object([
                SchemaKey("start", .day, "The first day of the cohort's own period."),
                SchemaKey("customers", .count, "Customers who first bought in it."),
                SchemaKey(
                  "periods", .list(of: .object(cohortCell { $0 })),
                  "From its own period, offset 0, through that of the last day."),
              ]))), "One for each period.")
      ], groupKeys: ["cohorts"]),
    AnswerSchema(
      name: "cohorts-rows", form: .row, command: "clientele cohorts --format jsonl",
      title: "A cohort in one period", description: "",
      keys: [
        SchemaKey(
          "group", .text,
          "With --by: what the row is about; empty for everyone, (in no group) for the rest."),
        SchemaKey("cohort", .day, "The first day of the cohort's own period."),
        SchemaKey("cohort_customers", .count, "Customers who first bought in it."),
      ]
        + cohortCell { $0.snakeCase }.filter { $0.name != "cumulative_revenue_per_customer" }),
    AnswerSchema(
      name: "second-purchase", form: .answer, command: "clientele second-purchase --format json",
      title: "How likely a customer has bought again by each day (Kaplan–Meier)",
      description: "With --purchase 3 it is the third purchase day, from the second; and so on.",
      keys: [
        SchemaKey(
          "curve", .list(of: .named("point", .object(curvePoint("atRisk")))),
          "One point for each day, from the first.")
      ], groupKeys: ["curve"]),
    AnswerSchema(
      name: "second-purchase-rows", form: .row, command: "clientele second-purchase --format jsonl",
      title: "A day of the curve of second purchases", description: "",
      keys: [.groupOfRow] + curvePoint("at_risk")),
    AnswerSchema(
      name: "gaps", form: .answer, command: "clientele gaps --format json",
      title: "Days between purchases (购物周期)", description: "",
      keys: [
        SchemaKey("gaps", .count, "Gaps between successive purchase days of a customer."),
        SchemaKey(
          "quantiles",
          .list(
            of: .object([
              SchemaKey("share", .share, "Of all gaps."),
              SchemaKey("days", .whole(from: 1), "They are at most this long (nearest rank)."),
            ])), "None without gaps."),
        SchemaKey(
          "recommendedBoundaries",
          Shape.object([
            SchemaKey("active", .span, "A customer is active for this long."),
            SchemaKey("silent", .span, "Then silent until this."),
            SchemaKey("sleeping", .span, "Then sleeping until this, then lost."),
          ]).orNull, "Lifecycle boundaries that fit the gaps; null where there are too few."),
      ], groupKeys: ["gaps", "quantiles", "recommendedBoundaries"]),
    AnswerSchema(
      name: "gaps-rows", form: .row, command: "clientele gaps --format jsonl",
      title: "How many gaps are of one length", description: "",
      keys: [
        .groupOfRow, SchemaKey("days", .whole(from: 1), "The length."),
        SchemaKey("gaps", .whole(from: 1), "How many gaps."),
      ]),
  ]

  private static let retentionCell =
    [
      SchemaKey(
        "kind", .one(of: ["within", "on"]),
        "within: has come back by that day. on: came back on it."),
      SchemaKey("days", .whole(from: 1), "So many days after the purchase."),
    ] + SchemaKey.rate("returned", "Who came back.", of: "base", "Of how many customers.")

  private static let responseKeys =
    SchemaKey.rate(
      "responders", "Who bought in the days of the response.", of: "base",
      "Who was in the stage on the day before.")
    + [
      SchemaKey("orders", .count, "The responders' purchases in those days."),
      SchemaKey("revenue", .money, "Purchases less refunds of the whole base in those days."),
    ]

  private static let response = Shape.named("response", .object(responseKeys))

  private static func cohortCell(_ name: (String) -> String) -> [SchemaKey] {
    [
      SchemaKey("offset", .count, "Periods since the cohort's own."),
      SchemaKey("customers", .count, "Customers of the cohort who bought in the period."),
      SchemaKey("orders", .count, "Their purchases in it."),
      SchemaKey("revenue", .money, "Purchases less refunds dated in it."),
      SchemaKey(
        name("cumulativeRevenue"), .money, "From the cohort's own period through this one."),
      SchemaKey(
        name("cumulativeRevenuePerCustomer"), .money.orNull,
        "cumulativeRevenue ÷ the cohort's customers; null without any."),
      SchemaKey("state", .state, "Of the period."),
      SchemaKey(name("retentionRate"), .rate, "customers ÷ the cohort's customers."),
      SchemaKey(
        name("netRevenueRetention"), Shape.number.orNull,
        "revenue ÷ that of offset 0; null where that is not above 0, or nothing was seen yet."),
      SchemaKey(
        name("grossRevenueRetention"), .rate,
        "Σ min(revenue, revenue of offset 0) ÷ Σ revenue of offset 0 over the cohort's customers, "
          + "each revenue at least 0."),
    ]
  }

  private static func curvePoint(_ atRisk: String) -> [SchemaKey] {
    [
      SchemaKey("day", .whole(from: 1), "Days since the purchase before."),
      SchemaKey("probability", .share, "That the purchase has come by this day."),
      SchemaKey(
        "low", .rate, "The low end of its 95 % interval (Greenwood); null where there is none."),
      SchemaKey(
        "high", .rate, "The high end of its 95 % interval (Greenwood); null where there is none."),
      SchemaKey(atRisk, .count, "Customers watched for so long who had not bought before it."),
      SchemaKey("events", .count, "Who of them bought on the day."),
    ]
  }
}
