/// How customers buy and leave, with all parameters known: a purchase model at one place.
protocol PurchaseProcess: Sendable {
  associatedtype Future: PurchaseFuture

  /// The logarithm of the likelihood of a history, in the unit of its times; with k steps between
  /// purchases, but for k − 1 times the sum of the logarithms of the times between purchases.
  func logLikelihood(of history: PurchaseHistory) -> Double

  /// How likely a customer with this history has not left: 0 through 1.
  func probabilityAlive(_ history: PurchaseHistory) -> Double

  /// The same for rows of a table, bit for bit, at less cost.
  func probabilitiesAlive(of table: HistoryTable, rows: Range<Int>) -> [Double]

  /// Whether what to expect of a customer who is alive depends on when the last purchase was.
  var futureDependsOnRecency: Bool { get }

  /// What to expect of a customer with this history who has not left.
  func future(after history: PurchaseHistory) -> Future
}

/// What is to be expected of a customer who is alive.
protocol PurchaseFuture: Sendable {
  /// The mean number of purchases within a time.
  func expectedPurchases(in horizon: Double) -> Double

  /// The same of some customers of one process, bit for bit, at less cost.
  static func expectedPurchases(of futures: [Self], in horizon: Double) -> [Double]

  /// How likely there is a purchase within a time.
  func probabilityOfPurchase(in horizon: Double) -> Double

  /// How likely there is a purchase between two times from now.
  func probabilityOfPurchase(after start: Double, until end: Double) -> Double

  /// The mean number of pairs of purchases between two times, each counted both ways: the mean of
  /// X (X − 1), from which the variance of X follows. For regular purchases it is an approximation:
  /// as many for the mean as if purchases came at random.
  func purchasePairs(after start: Double, until end: Double) -> Double

  /// How likely there are 0, 1 … `most` purchases within a time.
  func countProbabilities(in horizon: Double, upTo most: Int) -> [Double]

  /// The mean of Σ e^(−rate · time) over purchases within a horizon, which may be infinite.
  ///
  /// - Returns: `nil` where it is infinite, which depends on nothing but the parameters.
  func discountedPurchases(rate: Double, in horizon: Double) -> Double?
}

extension PurchaseProcess {
  var futureDependsOnRecency: Bool { false }

  func probabilitiesAlive(of table: HistoryTable, rows: Range<Int>) -> [Double] {
    rows.map { probabilityAlive(table[$0]) }
  }

  /// How many purchases to expect of a customer within a time, alive or not.
  func expectedPurchases(_ history: PurchaseHistory, in horizon: Double) -> Double {
    probabilityAlive(history) * future(after: history).expectedPurchases(in: horizon)
  }
}

extension PurchaseFuture {
  static func expectedPurchases(of futures: [Self], in horizon: Double) -> [Double] {
    futures.map { $0.expectedPurchases(in: horizon) }
  }
}
