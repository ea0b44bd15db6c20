import Clientele
import ClienteleReport

/// What customers will bring.
extension AnswerSchema {
  static let modelSchemas: [AnswerSchema] = [
    AnswerSchema(
      name: "clv", form: .answer, command: "clientele clv --format json",
      title: "A model of purchases and one of spend, and what they expect of all customers",
      description: "With --model bg-bb the answer is another: clv-bg-bb.",
      keys: [
        SchemaKey("model", .modelName, "The model of purchases."),
        SchemaKey("unit", .unit, "What times are counted in."),
        SchemaKey("calibrationEnd", .day, "The last day that the models learn from."),
        SchemaKey("customers", .count, "Customers who had bought by then."),
        SchemaKey("repeatCustomers", .count, "Customers with two purchase days or more by then."),
        SchemaKey("histories", .count, "Different purchase histories among them."),
        SchemaKey("parameters", .numbers, "Of the model of purchases, by name."),
        SchemaKey("standardErrors", Shape.numbers.orNull, "Of the parameters; null without a fit."),
        SchemaKey(
          "covariates",
          Shape.object([
            SchemaKey(
              "onRate", .numbers, "By covariate: what it adds to the logarithm of the rate."),
            SchemaKey("onDropout", .numbers, "The same of leaving; empty where nobody leaves."),
          ]).orNull, "null without covariates."),
      ] + fit + [
        SchemaKey(
          "spend", spend.orNull, "The model of spend; null where too few customers bought again."),
        SchemaKey(
          "horizon", Shape.number(from: 0).orNull,
          "In units of time from calibrationEnd; null: for ever."),
        SchemaKey("discount", .number, "A year from now is worth 1 ÷ (1 + discount)."),
        SchemaKey("margin", .number, "The share of revenue that values count."),
        SchemaKey(
          "expected",
          .object(
            expected + [
              SchemaKey(
                "value", .decimal.orNull, "Discounted margin; null without a model of spend.")
            ]), "Sums over all customers within the horizon."),
        SchemaKey(
          "holdout",
          Shape.object([
            SchemaKey("through", .day, "The last day that is seen."),
            SchemaKey("purchases", .count, "Purchase days from the day after calibrationEnd on."),
            SchemaKey("expectedPurchases", .number(from: 0), "What the model expected there."),
          ]).orNull, "null where the models have learnt from all that is seen."),
        SchemaKey("warnings", .names, "What to be careful about, in sentences."),
      ]),
    AnswerSchema(
      name: "clv-rows", form: .row, command: "clientele clv --format jsonl",
      title: "What a model expects of a customer", description: "Times are in the model's unit.",
      keys: [
        .customerID,
        SchemaKey("frequency", .count, "Repeat purchase days."),
        SchemaKey("recency", .number(from: 0), "From the first purchase to the last."),
        SchemaKey("age", .number(from: 0), "From the first purchase to the end of calibration."),
        SchemaKey("probability_alive", .share, "That the customer has not left."),
      ] + prospects + [
        SchemaKey(
          "expected_spend", .decimal.orNull, "Of a purchase; null without a model of spend."),
        SchemaKey("value", .decimal.orNull, "Discounted margin; null without a model of spend."),
        .optional("probability_alive_low", .rate, "With --intervals: 95 %; null if not known."),
        .optional("probability_alive_high", .rate, "With --intervals: 95 %; null if not known."),
        .optional(
          "expected_purchases_low", Shape.number(from: 0).orNull,
          "With --intervals and a finite --horizon: 95 %; null if not known."),
        .optional(
          "expected_purchases_high", Shape.number(from: 0).orNull,
          "With --intervals and a finite --horizon: 95 %; null if not known."),
      ]),
    AnswerSchema(
      name: "clv-bg-bb", form: .answer, command: "clientele clv --model bg-bb --format json",
      title: "A model of customers with one chance to buy in each period (BG/BB)", description: "",
      keys: [
        SchemaKey("model", Shape([("const", .text("bg-bb"))]), "The model of purchases."),
        SchemaKey(
          "every", .one(of: PeriodArgument.allCases.map(\.rawValue)), "How often a chance comes."),
        SchemaKey("calibrationEnd", .day, "The last day of the last chance."),
        SchemaKey("customers", .count, "Customers who had bought by then."),
        SchemaKey(
          "parameters", .numbers, "By name: alpha and beta of buying, gamma and delta of leaving."),
        SchemaKey("standardErrors", Shape.numbers.orNull, "Of the parameters; null without a fit."),
      ] + fit + [
        SchemaKey("horizon", Shape.count.orNull, "In chances from calibrationEnd; null: for ever."),
        SchemaKey("discount", .number, "A year from now is worth 1 ÷ (1 + discount)."),
        SchemaKey("expected", .object(expected), "Sums over all customers within the horizon."),
        SchemaKey("warnings", .names, "What to be careful about, in sentences."),
      ]),
    AnswerSchema(
      name: "clv-bg-bb-rows", form: .row, command: "clientele clv --model bg-bb --format jsonl",
      title: "What the BG/BB model expects of a customer", description: "",
      keys: [
        .customerID,
        SchemaKey("frequency", .count, "Chances taken after the first purchase."),
        SchemaKey("recency", .count, "The last of them, counted from the first purchase."),
        SchemaKey("opportunities", .count, "Chances after the first purchase."),
        SchemaKey("probability_alive", .share, "That the customer has not left."),
      ] + prospects),
  ]

  static let fit: [SchemaKey] = [
    SchemaKey(
      "logLikelihood", Shape.number.orNull, "In the unit of the model; null without a fit."),
    SchemaKey(
      "aic", Shape.number.orNull, "Akaike's criterion: lower is better; null without a fit."),
    SchemaKey(
      "bic", Shape.number.orNull, "Schwarz's criterion: lower is better; null without a fit."),
  ]

  private static let expected: [SchemaKey] = [
    SchemaKey(
      "alive", Shape.number(from: 0).orNull, "Customers who have not left; null for nobody."),
    SchemaKey(
      "purchases", Shape.number(from: 0).orNull, "Purchase days; null for ever, or for nobody."),
    SchemaKey(
      "discountedPurchases", Shape.number(from: 0).orNull,
      "The same, later ones counting less; null for nobody."),
  ]

  private static let prospects: [SchemaKey] = [
    SchemaKey(
      "expected_purchases", Shape.number(from: 0).orNull, "Within the horizon; null for ever."),
    SchemaKey(
      "probability_of_purchase", .rate, "Of one or more within the horizon; null for ever."),
    SchemaKey(
      "discounted_purchases", .number(from: 0), "Within the horizon, later ones counting less."),
  ]

  private static let spend = Shape.object(
    [
      SchemaKey("parameters", .numbers, "p, q and v of the gamma-gamma model."),
      SchemaKey("standardErrors", Shape.numbers.orNull, "Of the parameters; null without a fit."),
    ] + fit + [
      SchemaKey("populationMean", .decimal, "What a purchase brings in the mean of all customers.")
    ])
}

extension Shape {
  /// Numbers by name.
  static let numbers = Shape.map(to: .number)

  static let modelName = Shape.text(
    matching: "^(nbd|pareto-nbd|bg-nbd|mbg-nbd|m?bg-cnbd-([1-9][0-9]?|k))$")

  static let unit = Shape.one(of: TimeUnit.allCases.map(\.rawValue))
}
