import Clientele

/// Where customers are.
extension AnswerSchema {
  static let lifecycleSchemas: [AnswerSchema] = [
    AnswerSchema(
      name: "lifecycle", form: .answer, command: "clientele lifecycle --format json",
      title: "Customers in each lifecycle stage (客户生命周期)",
      description: "Every customer who has bought by the day is in one stage.",
      keys: [
        SchemaKey(
          "snapshots",
          .list(
            of: .named(
              "snapshot",
              .object([
                .asOf,
                SchemaKey(
                  "stages",
                  .counts(of: LifecycleStage.allCases.map { ($0.name, $0.chineseName) }),
                  "How many customers are in each stage."),
              ]))), "One for each as-of day, in the order of days.")
      ], groupKeys: ["snapshots"]),
    AnswerSchema(
      name: "lifecycle-rows", form: .row, command: "clientele lifecycle --format jsonl",
      title: "A customer's lifecycle stage",
      description: "Everyone who has bought by the last as-of day.",
      keys: [.customerID, .groupOfCustomer, SchemaKey("stage", .stage, "As of the last day.")]),
    AnswerSchema(
      name: "states", form: .answer, command: "clientele states --format json",
      title: "New, returning, resurrecting and dormant customers of each period",
      description: "",
      keys: [
        SchemaKey(
          "states",
          .list(of: .named("period", .object(periodStates(ratio: "quickRatio")))),
          "One for each period.")
      ], groupKeys: ["states"]),
    AnswerSchema(
      name: "states-rows", form: .row, command: "clientele states --format jsonl",
      title: "Period states of one period", description: "",
      keys: [.groupOfRow] + periodStates(ratio: "quick_ratio")),
    AnswerSchema(
      name: "migration", form: .answer, command: "clientele migration --format json",
      title: "From which stage to which customers went between two days",
      description:
        "Rows of equal `from` add up to the first day's stages, of equal `to` to the second's.",
      keys: [
        SchemaKey("from", .day, "The first as-of day."),
        SchemaKey("to", .day, "The second as-of day."),
        SchemaKey(
          "transitions", .transitions(from: .one(of: stages + ["none"]), to: .stage),
          "Every pair of stages; from none are customers who first bought in between."),
      ], groupKeys: ["from", "to", "transitions"]),
    AnswerSchema(
      name: "migration-rows", form: .row, command: "clientele migration --format jsonl",
      title: "A customer's stages on two days", description: "",
      keys: [
        .customerID, .groupOfCustomer,
        SchemaKey(
          "from", .one(of: stages + ["none"]), "As of the first day; none: not yet bought."),
        SchemaKey("to", .stage, "As of the second day."),
      ]),
    AnswerSchema(
      name: "phases", form: .answer, command: "clientele phases --format json",
      title: "Customers in each phase of the relationship",
      description: phaseWords,
      keys: [
        .asOf,
        SchemaKey(
          "phases", .counts(of: RelationshipPhase.allCases.map { ($0.name, $0.chineseName) }),
          "How many customers are in each phase."),
      ] + movement(phases), groupKeys: ["asOf", "phases", "from", "transitions"]),
    AnswerSchema(
      name: "phases-rows", form: .row, command: "clientele phases --format jsonl",
      title: "A customer's phase of the relationship", description: phaseWords,
      keys: [.customerID, .groupOfCustomer] + movementColumns("phase", phases),
      alternatives: [["phase"], ["from", "to"]]),
    AnswerSchema(
      name: "pyramid", form: .answer, command: "clientele pyramid --format json",
      title: "Key, main and small customers by what they bring (客户金字塔)", description: "",
      keys: [
        .asOf,
        SchemaKey(
          "levels",
          .counts(of: CustomerPyramid.Level.allCases.map { ($0.rawValue, $0.chineseName) }),
          "How many customers are in each level."),
        SchemaKey(
          "layers", .layers, "What the levels bring; none when nobody has brought anything."),
      ] + movement(levels), groupKeys: ["asOf", "levels", "from", "transitions"]),
    AnswerSchema(
      name: "pyramid-rows", form: .row, command: "clientele pyramid --format jsonl",
      title: "A customer's level of the pyramid", description: "",
      keys: [.customerID, .groupOfCustomer] + movementColumns("level", levels),
      alternatives: [["level"], ["from", "to"]]),
  ]

  private static let stages = LifecycleStage.allCases.map(\.name)
  private static let phases = RelationshipPhase.allCases.map(\.name)
  private static let levels = CustomerPyramid.Level.allCases.map(\.rawValue)
  private static let phaseWords =
    RelationshipPhase.allCases.map { "\($0.name) \($0.chineseName)" }.joined(separator: ", ") + "."

  private static func periodStates(ratio: String) -> [SchemaKey] {
    [
      SchemaKey("start", .day, "The period's first day."),
      SchemaKey("end", .day, "The day after the period's last."),
      SchemaKey("new", .count, "Customers whose first purchase ever is in the period."),
      SchemaKey("returning", .count, "Customers who bought in it and in the period before."),
      SchemaKey(
        "resurrecting", .count, "Customers who bought in it, and last before the period before."),
      SchemaKey("dormant", .count, "Customers who bought in the period before, and not in it."),
      SchemaKey(
        ratio, Shape.number(from: 0).orNull,
        "(new + resurrecting) ÷ dormant; null where nobody is dormant."),
      SchemaKey("state", .state, "Of the period."),
    ]
  }

  private static func movement(_ names: [String]) -> [SchemaKey] {
    let names = Shape.one(of: names + ["none"])
    return [
      .optional("from", .day, "The earlier day; left out without --from."),
      .optional(
        "transitions", .transitions(from: names, to: names),
        "Between the two days; left out without --from."),
    ]
  }

  private static func movementColumns(_ name: String, _ names: [String]) -> [SchemaKey] {
    [
      .optional(name, .one(of: names), "As of the last day; left out with --from."),
      .optional("from", .one(of: names + ["none"]), "With --from: as of the earlier day."),
      .optional("to", .one(of: names + ["none"]), "With --from: as of the last day."),
    ]
  }
}

extension Shape {
  /// The levels of a pyramid and what they bring.
  static let layers = Shape.list(
    of: .object([
      SchemaKey("level", .one(of: CustomerPyramid.Level.allCases.map(\.rawValue)), "The level."),
      SchemaKey("customers", .count, "Customers in it."),
      SchemaKey("revenue", .money, "What they have brought, less refunds."),
      SchemaKey("customerShare", .share, "Of all customers."),
      SchemaKey(
        "revenueShare", .number,
        "Of all revenue; outside 0 to 1 where customers were paid back more than they spent."),
    ]))
}
