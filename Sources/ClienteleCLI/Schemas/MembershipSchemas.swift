/// Tiers and tags.
extension AnswerSchema {
  static let membershipSchemas: [AnswerSchema] = [
    AnswerSchema(
      name: "tiers", form: .answer, command: "clientele tiers --format json",
      title: "Members of each tier, and who moved (会员等级)", description: "",
      keys: [
        .asOf,
        SchemaKey(
          "snapshots",
          .list(
            of: .object([
              .asOf,
              SchemaKey(
                "tiers",
                .list(
                  of: .object([
                    SchemaKey("name", .text, "The tier."),
                    SchemaKey("customers", .shownCount, "Its members."),
                  ])), "In the order of the ladder, the lowest first."),
            ])), "One for each day, in their order."),
        SchemaKey(
          "movements", .list(of: movement), "From each day to the next; none for one day."),
      ]),
    AnswerSchema(
      name: "tiers-rows", form: .row, command: "clientele tiers --format jsonl",
      title: "A customer's tier", description: "",
      keys: [
        .customerID,
        .optional("tier", .text, "As of the last day; left out with --since."),
        .optional("since", .day, "The first day of that tier; left out with --since."),
        .optional("from", .text, "With --since: the tier then, or none."),
        .optional("to", .text, "With --since: the tier as of the last day, or none."),
      ], alternatives: [["tier", "since"], ["from", "to"]]),
    AnswerSchema(
      name: "tiers-changes", form: .answer, command: "clientele tiers --changes --format json",
      title: "Every change of every customer's tier", description: "",
      keys: [
        SchemaKey("through", .day, "The last day that is seen."),
        SchemaKey(
          "changes", .list(of: .object([SchemaKey("customer", .text, "Whose.")] + change)),
          "By customer, then by day."),
      ]),
    AnswerSchema(
      name: "tiers-changes-rows", form: .row, command: "clientele tiers --changes --format jsonl",
      title: "A change of a customer's tier", description: "", keys: [.customerID] + change),
    AnswerSchema(
      name: "tags", form: .answer, command: "clientele tags --format json",
      title: "How many customers carry each tag (标签)", description: "",
      keys: [
        .asOf,
        SchemaKey("customers", .count, "Everyone who has bought by the day."),
        SchemaKey(
          "tags",
          .list(
            of: .object([
              SchemaKey("name", .text, "The tag."),
              SchemaKey("customers", .shownCount, "Customers who carry it."),
              SchemaKey("rate", .rate, "Of all customers; null where the number is."),
            ])), "In the order of the rules."),
        .optional(
          "overlaps",
          .list(
            of: .object([
              SchemaKey("first", .text, "A tag."), SchemaKey("second", .text, "A later one."),
              SchemaKey("customers", .shownCount, "Customers who carry both."),
            ])), "Every two tags; left out without --overlap."),
      ]),
    AnswerSchema(
      name: "tags-rows", form: .row, command: "clientele tags --format jsonl",
      title: "A tag of a customer", description: "One row for each tag that a customer carries.",
      keys: [.customerID, SchemaKey("tag", .text, "The tag.")]),
  ]

  private static let change = [
    SchemaKey("day", .day, "The first day of the new tier."),
    SchemaKey("tier", .text, "The new tier, or none."),
  ]

  private static let movement = Shape.object([
    SchemaKey("from", .day, "The first day."),
    SchemaKey("to", .day, "The second day."),
    SchemaKey("upgrades", .shownCount, "Members who rose (升级)."),
    SchemaKey("downgrades", .shownCount, "Members who fell (降级)."),
    SchemaKey("unchanged", .shownCount, "Members whose tier is the same (保级)."),
    SchemaKey("arrivals", .shownCount, "From no tier into one (入会)."),
    SchemaKey("departures", .shownCount, "From a tier into none."),
    SchemaKey(
      "transitions",
      .list(
        of: .object([
          SchemaKey("from", .text, "The tier on the first day, or none."),
          SchemaKey("to", .text, "The tier on the second day, or none."),
          SchemaKey("customers", .shownCount, "How many customers."),
        ])), "Every pair of tiers."),
  ])
}
