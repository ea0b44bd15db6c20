import Clientele
import ClienteleReport

/// Models judged and applied: comparisons, forecasts, propensity.
extension AnswerSchema {
  static let judgementSchemas: [AnswerSchema] = [
    AnswerSchema(
      name: "compare-models", form: .answer, command: "clientele compare-models --format json",
      title: "Models of purchases, and how far to believe them", description: "",
      keys: [
        SchemaKey("comparisons", .list(of: comparison), "One for each day of --calibration-end.")
      ]),
    AnswerSchema(
      name: "compare-models-rows", form: .row, command: "clientele compare-models --format jsonl",
      title: "A model on one test", description: "",
      keys: [
        SchemaKey("calibration_end", .day, "The last day that the model learnt from."),
        SchemaKey("holdout_end", .day, "The last day it is judged by."),
        SchemaKey("model", .modelName, "Which model."),
        SchemaKey("parameters", .text, "name=value, with spaces between."),
        SchemaKey("log_likelihood", Shape.number.orNull, "Of the calibration."),
        SchemaKey("aic", Shape.number.orNull, "Lower is better."),
        SchemaKey("bic", Shape.number.orNull, "Lower is better."),
        SchemaKey("customers", .count, "Customers who had bought by calibration_end."),
      ]
        + errors { $0.snakeCase }.filter { $0.name != "correlation" }
        + [10, 20, 50].map { percent in
          SchemaKey(
            "gain_\(percent)", .rate,
            "The share of buyers among the best \(percent) % of customers; null without buyers.")
        }
        + revenueErrors),
    AnswerSchema(
      name: "forecast", form: .answer, command: "clientele forecast --format json",
      title: "Orders, buyers and revenue of coming periods, from the present customers",
      description: "An order is a day with purchases of a customer.",
      keys: [
        SchemaKey("model", .modelName, "The model of purchases."),
        SchemaKey("unit", .unit, "What its times are counted in."),
        SchemaKey(
          "calibrationEnd", .day, "The last day that it learnt from; periods begin after it."),
        SchemaKey("customers", .count, "Customers who had bought by then."),
        SchemaKey("periods", .list(of: period), "In order."),
        SchemaKey("total", period, "All periods in one."),
        .optional("by", .text, "The words behind --by; left out without it."),
        .optional(
          "groups", .list(of: forecastGroup), "Those with someone in them; left out without --by."),
        SchemaKey("warnings", .names, "What to be careful about, in sentences."),
      ]),
    AnswerSchema(
      name: "forecast-rows", form: .row, command: "clientele forecast --format jsonl",
      title: "What is expected of a customer in one period", description: "",
      keys: [
        .customerID, .groupOfCustomer, SchemaKey("start", .day, "The period's first day."),
        SchemaKey("end", .day, "The day after its last."),
        SchemaKey("expected_orders", Shape.number(from: 0).orNull, "Purchase days."),
        SchemaKey("probability_of_purchase", .rate, "Of one or more."),
        SchemaKey("expected_revenue", .decimal.orNull, "null without a model of spend."),
      ]),
  ]

  private static let revenueErrors: [SchemaKey] = [
    SchemaKey("expected_revenue", .decimal.orNull, "In the holdout; null without spend."),
    SchemaKey("actual_revenue", .decimal.orNull, "In the holdout; null without spend."),
    SchemaKey("revenue_mae", .decimal.orNull, "The mean of |expected − actual| of a customer."),
    SchemaKey("revenue_bias", .decimal.orNull, "The mean of expected − actual."),
    SchemaKey("revenue_gini", gini, "How well the ranking sorts revenue: 0 chance, 1 best."),
  ]

  private static let comparison = Shape.object(
    [
      SchemaKey("calibrationEnd", .day, "The last day that models learnt from."),
      SchemaKey("holdoutEnd", .day, "The last day they are judged by."),
      SchemaKey("unit", .unit, "What times are counted in."),
      SchemaKey("customers", .count, "Customers who had bought by calibrationEnd."),
      SchemaKey("repeatCustomers", .count, "Who had bought on two days or more by then."),
      SchemaKey("holdoutPurchases", .count, "Their purchase days in the holdout."),
      SchemaKey("models", .list(of: model), "Those that could be fitted, as asked for."),
    ]
      + [
        ("bestByAIC", "With the lowest AIC"), ("bestByBIC", "With the lowest BIC"),
        ("bestInHoldout", "With the lowest MAE"),
      ].map { SchemaKey($0.0, Shape.modelName.orNull, "\($0.1); null when none could be fitted.") }
      + [
        SchemaKey(
          "failures",
          .list(
            of: .object([
              SchemaKey("model", .modelName, "Which model."),
              SchemaKey("reason", .text, "What was wrong, in a sentence."),
            ])), "Models that could not be fitted."),
        SchemaKey(
          "spend", spendJudgement.orNull, "The model of spend; null where it cannot be fitted."),
        SchemaKey("warnings", .names, "What to be careful about, in sentences."),
      ])

  private static let model = Shape.object(
    [
      SchemaKey("model", .modelName, "Which model."),
      SchemaKey("parameters", .numbers, "By name."),
      SchemaKey("standardErrors", Shape.numbers.orNull, "Of the parameters; null if not known."),
    ] + fit + errors { $0 } + [
      SchemaKey("bins", .list(of: bin), "By repeat purchases in the calibration."),
      SchemaKey(
        "calibration", .list(of: calibration), "By the probability of buying that was foretold."),
      SchemaKey(
        "gains", .list(of: gain), "Of the best 10, 20 and 50 % of customers; none without buyers."),
      SchemaKey("tracking", .list(of: tracked), "Repeat purchases period by period."),
      SchemaKey(
        "revenue", revenue.orNull,
        "Expected revenue and what came in the holdout; null without a model of spend."),
      SchemaKey("warnings", .names, "What to be careful about, in sentences."),
    ])

  private static func errors(_ name: (String) -> String) -> [SchemaKey] {
    [
      SchemaKey(
        name("expectedPurchases"), .number(from: 0), "Purchase days expected in the holdout."),
      SchemaKey(name("actualPurchases"), .count, "Purchase days in the holdout."),
      SchemaKey("mae", .number(from: 0), "The mean of |expected − actual| of a customer."),
      SchemaKey("rmse", .number(from: 0), "The root of the mean of (expected − actual)²."),
      SchemaKey("bias", .number, "The mean of expected − actual."),
      SchemaKey(
        "correlation", Shape.number(from: -1, through: 1).orNull,
        "Of expected and actual; null where either does not vary."),
      SchemaKey(
        "auc", .rate, "How often a buyer ranks before someone who did not buy; null without either."
      ),
      SchemaKey(
        "gini", gini,
        "How well the ranking sorts purchases: 0 chance, 1 best; null where none is better."),
    ]
  }

  private static let bin = Shape.object([
    SchemaKey("frequency", .count, "Repeat purchases."),
    SchemaKey("andMore", .truth, "Whether it is these or more."),
    SchemaKey("customers", .count, "Customers with so many."),
    SchemaKey("expected", .number(from: 0), "Their mean expected purchases in the holdout."),
    SchemaKey("actual", .number(from: 0), "Their mean purchases in it."),
    SchemaKey("bias", .number, "expected − actual."),
  ])

  private static let calibration = Shape.object(
    [
      SchemaKey("from", .share, "The lowest probability of the bin."),
      SchemaKey("to", .share, "The highest."),
      SchemaKey("expected", .share, "The mean."),
    ]
      + SchemaKey.rate(
        "buyers", "Who bought in the holdout.", of: "customers", "Customers in the bin.",
        hasState: false))

  private static let gain = Shape.object([
    SchemaKey("share", .share, "Of customers, the best by the model."),
    SchemaKey("buyers", .share, "Of all buyers, those among them."),
    SchemaKey("mostBuyers", .share, "The most there could be."),
    SchemaKey("lift", .number(from: 0), "buyers ÷ share."),
    SchemaKey("purchases", .share, "Of all purchases, those of them."),
  ])

  private static let tracked = Shape.object([
    SchemaKey("start", .day, "The period's first day."),
    SchemaKey("end", .day, "The day after its last."),
    SchemaKey("isCalibration", .truth, "Whether the model learnt from it."),
    SchemaKey("expected", .number(from: 0), "Repeat purchases expected in it."),
    SchemaKey("actual", .count, "Repeat purchases in it."),
    SchemaKey("cumulativeExpected", .number(from: 0), "Through this period."),
    SchemaKey("cumulativeActual", .count, "Through this period."),
    SchemaKey(
      "expectedRevenue", .decimal.orNull, "Of those purchases; null without a model of spend."),
    SchemaKey("actualRevenue", .decimal, "Of those purchases."),
    SchemaKey(
      "cumulativeExpectedRevenue", .decimal.orNull,
      "Through this period; null without a model of spend."),
    SchemaKey("cumulativeActualRevenue", .decimal, "Through this period."),
  ])

  private static let gini = Shape.number(from: -1, through: 1).orNull

  private static let revenue = Shape.object([
    SchemaKey("expected", .decimal, "Of all customers in the holdout."),
    SchemaKey("actual", .decimal, "Of all customers in the holdout."),
    SchemaKey("mae", .decimal, "The mean of |expected − actual| of a customer."),
    SchemaKey("rmse", .decimal, "The root of the mean of (expected − actual)²."),
    SchemaKey("bias", .decimal, "The mean of expected − actual."),
    SchemaKey("gini", gini, "How well the ranking sorts revenue: 0 chance, 1 best."),
    SchemaKey(
      "gains",
      .list(
        of: .object([
          SchemaKey("share", .share, "Of customers, the best by expected revenue."),
          SchemaKey("revenue", .share, "Of all revenue, that of those among them."),
          SchemaKey("mostRevenue", .share, "The most there could be."),
        ])), "Of the best 10, 20 and 50 %; none without revenue."),
  ])

  private static let spendJudgement = Shape.object([
    SchemaKey("parameters", .numbers, "p, q and v of the gamma-gamma model."),
    SchemaKey("logLikelihood", Shape.number.orNull, "Of the calibration."),
    SchemaKey("populationMean", .decimal, "What a purchase brings in the mean of all customers."),
    SchemaKey("customers", .count, "Customers who bought in the holdout."),
    SchemaKey("mae", .decimal.orNull, "The mean error of a purchase's mean; null for nobody."),
    SchemaKey(
      "maeOfPopulationMean", .decimal.orNull,
      "The same, had everyone been expected to spend the mean; null for nobody."),
  ])

  private static let period: Shape = {
    func figure(_ value: Shape) -> Shape {
      .object([
        SchemaKey("value", value, "Expected."),
        SchemaKey("low", value.orNull, "The low end of its 95 % interval; null if not known."),
        SchemaKey("high", value.orNull, "The high end of its 95 % interval; null if not known."),
      ])
    }
    let number = Shape.named("figure", figure(.number(from: 0)))
    return .named(
      "period",
      .object([
        SchemaKey("start", .day, "The first day."),
        SchemaKey("end", .day, "The day after the last."),
        SchemaKey("orders", number, "Purchase days of customers."),
        SchemaKey("buyers", number, "Customers with one or more."),
        SchemaKey("revenue", figure(.decimal).orNull, "null without a model of spend."),
      ]))
  }()

  private static let forecastGroup = Shape.either([
    .object([
      SchemaKey("name", .text, "The group; empty for an empty cell."),
      SchemaKey("customers", .count, "Customers in it."),
      SchemaKey("periods", .list(of: period), "In order."),
      SchemaKey("total", period, "All periods in one."),
    ]),
    .object([
      SchemaKey("name", .text, "The group; empty for an empty cell."),
      SchemaKey(
        "suppressed", Shape([("const", true)]),
        "The group is smaller than --smallest-group, or would let one that is be worked out."),
    ]),
  ])
}
