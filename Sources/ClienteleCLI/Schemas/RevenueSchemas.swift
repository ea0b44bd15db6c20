import Clientele

/// What customers bring.
extension AnswerSchema {
  static let revenueSchemas: [AnswerSchema] = [
    AnswerSchema(
      name: "activity", form: .answer, command: "clientele activity --format json",
      title: "Buyers, orders, revenue, repeat rate and ARPU (重复购买率, 活跃客户ARPU)",
      description: "",
      keys: [
        SchemaKey(
          "windows", .list(of: .named("window", .object(window { $0 }))), "One for each window.")
      ], groupKeys: ["windows"]),
    AnswerSchema(
      name: "activity-rows", form: .row, command: "clientele activity --format jsonl",
      title: "Buyers, orders and revenue of one window", description: "",
      keys: [.groupOfRow]
        + window { $0.snakeCase }.filter { $0.name != "orders_per_customer" }),
    AnswerSchema(
      name: "concentration", form: .answer, command: "clientele concentration --format json",
      title: "How much of the revenue the best customers bring (20/80)", description: "",
      keys: [
        .asOf,
        SchemaKey("customers", .count, "Everyone who has bought."),
        SchemaKey("revenue", .money, "What they have brought, less refunds."),
        SchemaKey(
          "gini", Shape.number.orNull,
          "Gini coefficient of revenue, without small-sample factor; above 1 where customers were "
            + "paid back more than they spent, null without revenue."),
        SchemaKey(
          "top", .list(of: best, count: 5),
          "The best 1, 5, 10, 20 and 50 % of customers, rounded up."),
        SchemaKey(
          "fewest", .list(of: best),
          "The fewest customers who bring 50, 80 and 95 % of the revenue; none without revenue."),
        SchemaKey(
          "pyramid", .layers, "Key, main and small customers; none without revenue."),
      ],
      groupKeys: ["asOf", "customers", "revenue", "gini", "top", "fewest", "pyramid"]),
    AnswerSchema(
      name: "concentration-rows", form: .row, command: "clientele concentration --format jsonl",
      title: "A point of the Lorenz curve", description: "",
      keys: [
        .groupOfRow,
        SchemaKey("customer_share", .share, "Of customers, those who bring least first."),
        SchemaKey("revenue_share", .number, "What they bring of the revenue; below 0 by refunds."),
      ]),
    AnswerSchema(
      name: "value", form: .answer, command: "clientele value --format json",
      title: "What customers have brought so far, by where it came from (CLV1–CLV6)",
      description: "margin = firstOrder + laterMargin; value = margin − refunds.",
      keys: [
        .asOf,
        SchemaKey(
          "basis", .one(of: ["margin", "revenue"]),
          "margin: what was paid less what the goods cost; revenue: without the goods' cost."),
        SchemaKey(
          "missing",
          .list(
            of: .object([
              SchemaKey("part", .one(of: ValuePart.allCases.map(\.name)), "The part."),
              SchemaKey("code", .one(of: ValuePart.allCases.map(\.code)), "Its number."),
              SchemaKey("reason", .text, "Which column it lacks."),
            ])), "The parts that cannot be measured: null below."),
        SchemaKey("total", .named("value", .object(value)), "Of everyone."),
      ] + SchemaKey.division(into: .group(value))),
    AnswerSchema(
      name: "value-rows", form: .row, command: "clientele value --format jsonl",
      title: "What a customer has brought so far", description: "Columns are those of `value`.",
      keys: [.customerID, .groupOfCustomer, orders]
        + ValuePart.allCases.map { part in
          SchemaKey(
            part.code.lowercased(), .money.orNull, "\(part.name); null where it lacks a column.")
        }
        + [
          SchemaKey("later_margin", .money, "Of the orders after the first."),
          SchemaKey("margin", .money, "Of all orders."),
          SchemaKey("refunds", .money, "What was paid back."),
          SchemaKey("value", .money, "margin − refunds."),
        ]),
  ]

  private static let orders = SchemaKey("orders", .count, "Purchases.")

  private static func window(_ name: (String) -> String) -> [SchemaKey] {
    [
      SchemaKey("start", .day, "The window's first day."),
      SchemaKey("end", .day, "The day after the window's last."),
      SchemaKey("customers", .count, "Distinct buyers."),
      SchemaKey("orders", .count, "Purchases."),
      SchemaKey(name("repeatCustomers"), .count, "Buyers with two purchases or more."),
      SchemaKey("revenue", .money, "Purchases less refunds dated in the window."),
      SchemaKey(name("repeatRate"), .rate, "repeatCustomers ÷ customers."),
      SchemaKey(
        name("revenuePerCustomer"), .money.orNull,
        "ARPU: revenue ÷ customers, rounded; null without buyers."),
      SchemaKey(
        name("averageOrderValue"), .money.orNull,
        "Purchases ÷ orders, before refunds, rounded; null without orders."),
      SchemaKey(
        name("ordersPerCustomer"), Shape.number(from: 0).orNull,
        "orders ÷ customers; null without buyers."),
      SchemaKey(
        name("returningCustomers"), Shape.count.orNull,
        "Buyers who buy in the next period as well; null without --every."),
      SchemaKey(
        name("repurchaseRate"), .rate,
        "returningCustomers ÷ customers; null without --every as well."),
      SchemaKey(
        name("repurchaseState"), .state.orNull, "Of the next period; null without --every."),
      SchemaKey("state", .state, "Of the window."),
    ]
  }

  private static let best = Shape.named(
    "best",
    .object([
      SchemaKey("customers", .count, "How many customers."),
      SchemaKey("customerShare", .rate, "Of all customers."),
      SchemaKey("revenue", .money, "What they bring."),
      SchemaKey(
        "revenueShare", Shape.number.orNull,
        "Of all revenue; above 1 where others were paid back more than they spent, null without "
          + "revenue."),
    ]))

  private static let value: [SchemaKey] =
    [SchemaKey("customers", .count, "Customers who have bought."), orders]
    + ValuePart.allCases.map { part in
      SchemaKey(part.name, .money.orNull, "\(part.code); null where it lacks a column.")
    }
    + [
      SchemaKey(
        "laterMargin", .money,
        "Of the orders after the first: repeatPurchases + crossSell + serviceCost + "
          + "priceSensitivity, exactly."),
      SchemaKey("margin", .money, "Of all orders."),
      SchemaKey("refunds", .money, "What was paid back."),
      SchemaKey("value", .money, "margin − refunds."),
    ]
}
