import Clientele

/// Who will buy.
extension AnswerSchema {
  static let propensitySchemas: [AnswerSchema] = [
    AnswerSchema(
      name: "propensity", form: .answer, command: "clientele propensity --format json",
      title: "Who will buy in the coming days, and how far that can be trusted (意向度)",
      description: "",
      keys: [
        .asOf,
        SchemaKey("days", .whole(from: 1), "How many days after it the probabilities are about."),
        SchemaKey("model", model, "The logistic regression."),
        SchemaKey(
          "evaluation", evaluation.orNull,
          "How well it foretold days that it had not seen; null when none are over."),
        SchemaKey(
          "scores",
          .object([
            SchemaKey("start", .day, "The first day the probabilities are about."),
            SchemaKey("end", .day, "The day after the last."),
            SchemaKey("customers", .count, "Customers with a probability."),
            SchemaKey("expectedBuyers", .number(from: 0), "The sum of the probabilities."),
          ]), "Everyone, as of the last day."),
      ]),
    AnswerSchema(
      name: "propensity-rows", form: .row, command: "clientele propensity --format jsonl",
      title: "How likely a customer buys", description: "",
      keys: [
        .customerID, SchemaKey("probability", .share, "Of a purchase in the coming days."),
        SchemaKey("top_share", .share, "The share of the customers with one as high or higher."),
      ]),
  ]

  private static let base = SchemaKey.rate(
    "buyers", "Who of them bought in the days.", of: "customers", "Everyone who had bought before.")

  private static let model = Shape.object(
    [
      SchemaKey("fittedAsOf", .day, "The day whose features it learnt from."),
      SchemaKey("start", .day, "The first of the days after it."),
      SchemaKey("end", .day, "The day after the last of them."),
      SchemaKey("penalty", .number(from: 0), "The ridge penalty on standardised coefficients."),
      SchemaKey("logLikelihood", .number, "Of the fitted model."),
      SchemaKey(
        "nullLogLikelihood", .number, "Of a model that gives everyone the same probability."),
      SchemaKey(
        "intercept", .number, "The log-odds of a customer with all features at their means."),
      SchemaKey("interceptStandardError", .number(from: 0), "Of the intercept."),
      SchemaKey(
        "terms", .list(of: term), "Features and columns, in the order they were asked for."),
      SchemaKey("warnings", .names, "What to be careful about, in sentences."),
    ] + base)

  private static let term = Shape.object([
    SchemaKey("name", .text, "The feature, or the column."),
    SchemaKey("own", .truth, "Whether it is a column of --columns."),
    SchemaKey(
      "scale", .one(of: FeatureScale.allCases.map(\.rawValue)), "How its values enter the model."),
    SchemaKey("coefficient", .number, "Log-odds for one standard deviation more."),
    SchemaKey("standardError", .number(from: 0), "Of the coefficient."),
    SchemaKey("low", .number, "The low end of its 95 % interval."),
    SchemaKey("high", .number, "The high end of its 95 % interval."),
    SchemaKey("coefficientPerUnit", .number, "Log-odds for one more, on its scale."),
  ])

  private static let evaluation = Shape.object(
    [
      SchemaKey("asOf", .day, "The day whose features it is judged with."),
      SchemaKey("start", .day, "The first of the days after it."),
      SchemaKey("end", .day, "The day after the last of them."),
      SchemaKey("expectedBuyers", .number(from: 0), "The sum of the probabilities."),
      SchemaKey("auc", .rate, "How often a buyer has more than someone who did not buy."),
      SchemaKey("aucLow", .rate, "The low end of its 95 % interval."),
      SchemaKey("aucHigh", .rate, "The high end of its 95 % interval."),
      SchemaKey(
        "gini", Shape.number(from: -1, through: 1).orNull, "2 × auc − 1; null where auc is."),
      SchemaKey(
        "kolmogorovSmirnov", .rate, "The most that the two distributions of probabilities differ."),
      SchemaKey("logLoss", .number(from: 0), "The mean of −ln of what was given to what came."),
      SchemaKey("baseLogLoss", .number(from: 0), "The same of the same probability for everyone."),
      SchemaKey("brierScore", .share, "The mean squared error of the probabilities."),
      SchemaKey(
        "capture",
        .object([
          SchemaKey("buyerShare", .share, "The share of the buyers that was asked for."),
          SchemaKey(
            "customers", Shape.count.orNull, "So many of the best hold them; null without buyers."),
          SchemaKey("customerShare", .rate, "Of all customers."),
          SchemaKey("bestCustomers", Shape.count.orNull, "The fewest that any ranking could need."),
          SchemaKey("bestCustomerShare", .rate, "Of all customers."),
        ]), "How many customers hold a share of the buyers."),
      SchemaKey(
        "gains",
        .list(
          of: .object([
            SchemaKey("customerShare", .share, "Of the best customers."),
            SchemaKey("buyerShare", .rate, "Of the buyers, those among them."),
            SchemaKey("bestBuyerShare", .rate, "The most that any ranking could hold."),
            SchemaKey("lift", Shape.number(from: 0).orNull, "buyerShare ÷ customerShare."),
          ]), count: 20), "For each twentieth of the customers."),
      SchemaKey(
        "calibration",
        .list(
          of: .object([SchemaKey("predicted", .share, "The mean probability of the bin.")] + base)),
        "Bins of equally many customers, by probability."),
    ] + base)
}
