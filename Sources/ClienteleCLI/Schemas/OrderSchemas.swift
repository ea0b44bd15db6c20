import ClienteleCSV

/// What became of a file.
extension AnswerSchema {
  static let orderSchemas: [AnswerSchema] = [
    AnswerSchema(
      name: "inspect", form: .answer, command: "clientele inspect --format json",
      title: "What is in an order file",
      description:
        "Records add up: records = loaded + all skipped + rejected + blank; so do amounts.",
      keys: [
        SchemaKey("records", .count, "Records in the file, without its header."),
        SchemaKey("loaded", .count, "Records that became orders or refunds."),
        SchemaKey("skipped", .map(to: .count), "Records left out by a policy, by reason."),
        SchemaKey("rejected", .count, "Records that could not be understood."),
        SchemaKey("blank", .count, "Empty lines."),
        SchemaKey("amounts", amounts, "The money of the records that are counted above."),
        SchemaKey("lines", .count, "The same as loaded."),
        SchemaKey("orders", .count, "Purchases: orders that are paid and above nothing."),
        SchemaKey("customers", .count, "Customers with a purchase."),
        SchemaKey("refunds", .count, "Refunds."),
        SchemaKey("firstDay", .day.orNull, "The day of the first purchase; null without one."),
        SchemaKey("lastDay", .day.orNull, "The day of the last purchase; null without one."),
        SchemaKey("revenue", .money, "Purchases less refunds."),
        SchemaKey(
          "currency", Shape.text.orNull,
          "Its code, CNY for example; null where neither file nor schema names one."),
        SchemaKey("scale", .count, "How many decimals amounts have."),
        SchemaKey("identicalKept", .count, "Lines equal to another one that were kept."),
        SchemaKey("unlinkedRefunds", .count, "Refunds of orders that are not in the file."),
        SchemaKey("fullyRefundedOrders", .count, "Orders paid back in full: no purchases."),
        SchemaKey("skippedTimes", .count, "Times of day that the zone's clocks skipped."),
        SchemaKey("repeatedTimes", .count, "Times of day that the zone's clocks showed twice."),
        SchemaKey("refundColumn", .money, "What orders' own records say was paid back."),
        SchemaKey(
          "mixedOrders", .map(to: .count),
          "For each column by which lines of one order differ, the number of such orders."),
        SchemaKey("statuses", .map(to: .count), "How many records have each order status."),
      ]),
    AnswerSchema(
      name: "inspect-rows", form: .row, command: "clientele inspect --format jsonl",
      title: "What became of the records of an order file",
      description: "The rows before the one of the file add up to it.",
      keys: [
        SchemaKey(
          "part", .one(of: ["loaded", "skipped", "rejected", "blank", "file", "note", "status"]),
          "What the row counts: a part of the file, the file, or something about what was loaded."),
        SchemaKey(
          "reason", .text, "Why records were skipped, what is noted, or the status; else empty."),
        SchemaKey("records", Shape.count.orNull, "How many; null where the row is about money."),
        SchemaKey(
          "amount", .money.orNull, "Their money; null where the row is not about money."),
      ]),
    AnswerSchema(
      name: "members", form: .answer, command: "clientele COMMAND --members CELL --format json",
      title: "The customers of one cell of an answer",
      description:
        "The same for every command that has --members, and for propensity --best.",
      keys: [
        SchemaKey("cell", .text, "The cell that was asked for."),
        SchemaKey("customers", .count, "How many are in it."),
        SchemaKey("members", .names, "Who: ids as the file has them, in its order of customers."),
      ]),
    AnswerSchema(
      name: "members-rows", form: .row, command: "clientele COMMAND --members CELL --format jsonl",
      title: "A customer of one cell of an answer", description: "", keys: [.customerID]),
  ]

  private static let amounts = Shape.object([
    SchemaKey("records", .money, "Of all records."),
    SchemaKey("loaded", .money, "Of the loaded ones: the net revenue."),
    SchemaKey("skipped", .map(to: .money), "Of the skipped ones, by reason."),
    SchemaKey("rejected", .money, "Of the rejected ones whose amount could be read."),
  ])
}
