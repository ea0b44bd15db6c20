/// How well a model that was fitted to one period foretold the next.
public struct ModelEvaluation: Hashable, Sendable, Codable {
  /// With its parameters, AIC and BIC.
  public let model: FittedPurchaseModel
  /// Days with a purchase in the holdout, as the model expects them.
  public let expectedPurchases: Double
  /// As they were.
  public let actualPurchases: Int
  /// The mean over customers of |expected − actual|.
  public let meanAbsoluteError: Double
  /// The root of the mean over customers of (expected − actual)².
  public let rootMeanSquareError: Double
  /// The mean over customers of expected − actual: above 0 when too much was expected.
  public let bias: Double
  /// Between expected and actual purchases of customers, −1 through 1; `nil` where one of them does
  /// not vary.
  public let correlation: Double?
  /// By repeat purchases in calibration: 0, 1 … 6, and 7 or more; those with customers in them.
  public let frequencyBins: [FrequencyBin]
  /// By the probability of a purchase in the holdout, some ten groups of customers. The interval of
  /// those who bought holds what was predicted in most groups of a model that is right.
  public let calibration: [CalibrationBin]
  /// What the best 10, 20 and 50 % of customers by expected purchases did; empty when nobody did.
  public let gains: [ModelGain]
  /// How likely a buyer of the holdout was ranked before someone who did not buy, equal ranks
  /// counting a half; `nil` when all bought or nobody.
  public let auc: Double?
  /// How well the ranking by expected purchases sorts actual ones: the area of its gains curve over
  /// that of the best possible ranking, 0 for chance and 1 for the best; `nil` when nobody bought,
  /// or all the same.
  public let gini: Double?
  /// Repeat purchases by period, from the first one on.
  public let tracking: [TrackedPeriod]
  /// What customers brought in the holdout; `nil` without a model of spend.
  public let revenue: RevenueEvaluation?
}

/// Customers of one frequency: what was expected of each in the holdout, and what they did.
public struct FrequencyBin: Hashable, Sendable, Codable {
  /// Repeat purchases in calibration.
  public let frequency: Int
  /// Whether customers of higher frequencies are among them.
  public let isOpen: Bool
  /// How many they are.
  public let customerCount: Int
  /// Purchases in the holdout that the model expected of each, on average.
  public let expectedMean: Double
  /// Purchases that each made, on average.
  public let actualMean: Double
  /// Expected − actual.
  public var bias: Double { expectedMean - actualMean }
}

/// What the best customers by a model's ranking did.
public struct ModelGain: Hashable, Sendable, Codable {
  /// Of the customers.
  public let share: Double
  /// Of the buyers of the holdout.
  public let buyers: Double
  /// Of their purchases.
  public let purchases: Double
  /// How many times as many buyers are among them as among as many customers at random.
  public var lift: Double { buyers / share }
  /// The most buyers that any ranking could have put there.
  public let mostBuyers: Double
}

/// Repeat purchases in one period, in calibration or after it.
public struct TrackedPeriod: Hashable, Sendable, Codable {
  /// The period.
  public let window: TimeWindow
  /// Whether the model was fitted to all of it.
  public let isCalibration: Bool
  /// Repeat purchases that the model expected in it.
  public let expected: Double
  /// Repeat purchases that were made.
  public let actual: Int
  /// From the first period on.
  public let cumulativeExpected: Double
  /// From the first period on.
  public let cumulativeActual: Int
  /// What expected purchases would bring if each brought the mean of the model of spend, in major
  /// units; `nil` without one.
  public let expectedRevenue: Double?
  /// What they brought, in major units.
  public let actualRevenue: Double
  /// From the first period on.
  public let cumulativeExpectedRevenue: Double?
  /// From the first period on.
  public let cumulativeActualRevenue: Double
}
