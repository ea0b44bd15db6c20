extension AnswerSchema {
  /// Every schema, in the order in which `clientele --help` lists their commands.
  static let all: [AnswerSchema] =
    orderSchemas + lifecycleSchemas + rfmSchemas + membershipSchemas + returnSchemas
    + campaignSchemas + propensitySchemas + revenueSchemas + modelSchemas + judgementSchemas

  static func named(_ name: String) -> AnswerSchema? { all.first { $0.name == name } }
}
