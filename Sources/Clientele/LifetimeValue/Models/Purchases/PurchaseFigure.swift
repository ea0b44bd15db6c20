/// What can be asked about one customer. Horizons are in the unit of the model.
public enum PurchaseFigure: Hashable, Sendable {
  /// How likely the customer has not left.
  case probabilityAlive
  /// The mean number of purchases within a horizon from the end of observation.
  case expectedPurchases(in: Double)
  /// How likely there is a purchase within a horizon.
  case probabilityOfPurchase(in: Double)
  /// The mean of Σ e^(−rate · time) over purchases within a horizon, which may be infinite.
  case discountedPurchases(rate: Double, in: Double)
  /// The mean number of purchases between two times from the end of observation.
  case purchases(after: Double, until: Double)
  /// How likely there is a purchase between two times.
  case purchase(after: Double, until: Double)
  /// The mean of X (X − 1), where X is the number of purchases between two times. With the mean it
  /// gives the variance. For regular purchases it is an approximation: as many for the mean as if
  /// purchases came at random.
  case purchasePairs(after: Double, until: Double)

  /// Whether the figure lies between 0 and 1.
  var isProbability: Bool {
    switch self {
    case .probabilityAlive, .probabilityOfPurchase, .purchase: true
    case .expectedPurchases, .discountedPurchases, .purchases, .purchasePairs: false
    }
  }

  /// - Throws: ``PurchaseModelError/argument(_:_:)`` for a horizon or rate below 0, or that is not
  ///   finite where it must be.
  func validate() throws(PurchaseModelError) {
    switch self {
    case .probabilityAlive: break
    case .expectedPurchases(let horizon), .probabilityOfPurchase(let horizon):
      guard horizon >= 0, horizon < .infinity else { throw .argument("the horizon", horizon) }
    case .discountedPurchases(let rate, let horizon):
      guard rate >= 0, rate < .infinity else { throw .argument("the discount rate", rate) }
      guard horizon >= 0 else { throw .argument("the horizon", horizon) }
    case .purchases(let start, let end), .purchase(let start, let end),
      .purchasePairs(let start, let end):
      guard start >= 0, start < .infinity else { throw .argument("the start", start) }
      guard end >= start, end < .infinity else { throw .argument("the end", end) }
    }
  }

  /// The figure of a customer; `nil` where it is infinite.
  func value(_ process: some PurchaseProcess, _ history: PurchaseHistory) -> Double? {
    let alive = process.probabilityAlive(history)
    return value(process.future(after: history)).map { alive * $0 }
  }

  /// The figure of some customers of one process who are alive, bit for bit as of each by itself.
  ///
  /// - Precondition: It is finite.
  func values<Future: PurchaseFuture>(_ futures: [Future]) -> [Double] {
    switch self {
    case .expectedPurchases(let horizon):
      return Future.expectedPurchases(of: futures, in: horizon)
    case .purchases(let start, let end):
      let before = Future.expectedPurchases(of: futures, in: start)
      return zip(Future.expectedPurchases(of: futures, in: end), before).map { max(0, $0 - $1) }
    default:
      return futures.map { value($0)! }
    }
  }

  /// The figure of a customer who is alive; `nil` where it is infinite, which depends on nothing
  /// but the parameters.
  func value(_ future: some PurchaseFuture) -> Double? {
    switch self {
    case .probabilityAlive: 1
    case .expectedPurchases(let horizon): future.expectedPurchases(in: horizon)
    case .probabilityOfPurchase(let horizon): future.probabilityOfPurchase(in: horizon)
    case .discountedPurchases(let rate, let horizon):
      future.discountedPurchases(rate: rate, in: horizon)
    case .purchases(let start, let end):
      max(0, future.expectedPurchases(in: end) - future.expectedPurchases(in: start))
    case .purchase(let start, let end): future.probabilityOfPurchase(after: start, until: end)
    case .purchasePairs(let start, let end): future.purchasePairs(after: start, until: end)
    }
  }
}
