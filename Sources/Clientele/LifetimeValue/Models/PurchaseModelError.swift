/// Why a model cannot be fitted or asked.
public enum PurchaseModelError: Error, Hashable, Sendable {
  /// These three figures are not a purchase history.
  case history(frequency: Int, recency: Double, age: Double)
  /// There is no customer to learn from.
  case noCustomers
  /// Nobody has bought again: how often customers buy and when they leave cannot be told apart.
  case noRepeatPurchases(customerCount: Int)
  /// There are fewer different histories than parameters.
  case tooFewHistories(Int, parameterCount: Int)
  /// The search for the best parameters came to no end.
  case noOptimum(model: String)
  /// A parameter is not a number in its range.
  case parameter(String, Double)
  /// A model has other parameters than it needs.
  case parameterCount(Int, expected: Int)
  /// A number that the question depends on cannot be used: a horizon, a discount rate, a shape.
  case argument(String, Double)
  /// The sum over all the future is infinite: too many customers stay for too long. Ask for a
  /// horizon or a discount.
  case infiniteValue(model: String, parameter: String, value: Double)
  /// Histories are in another unit than the model.
  case otherUnit(model: TimeUnit, histories: TimeUnit)
  /// The model was fitted with other covariates.
  case otherCovariates(model: [String], given: [String])
  /// A covariate has no value, or no finite one, for a customer.
  case covariateValue(String, customer: Int)
  /// A covariate is the same for everyone, or a sum of others: it has no effect of its own.
  case idleCovariate(String)
  /// Nobody's repeat purchases have an amount above 0.
  case noSpend
  /// All customers spend the same: there is no spread to fit.
  case equalSpend(Double)
  /// Amounts are in another currency than those that the model was fitted to.
  case otherCurrency(fitted: String, found: String)
}

extension PurchaseModelError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .history(let frequency, let recency, let age):
      "\(frequency) repeat purchases, the last after \(recency) of \(age), are no purchase history"
    case .noCustomers: "there are no customers to fit a model to"
    case .noRepeatPurchases(let count):
      "none of the \(count) customers has bought on a second day, so no model can be fitted"
    case .tooFewHistories(let count, let parameterCount):
      "\(count) different purchase histories are too few for \(parameterCount) parameters"
    case .noOptimum(let model): "no best parameters of \(model) were found"
    case .parameter(let name, let value): "\(name) cannot be \(value)"
    case .parameterCount(let count, let expected):
      "there are \(count) parameters instead of \(expected)"
    case .argument(let name, let value): "\(name) cannot be \(value)"
    case .infiniteValue(let model, let parameter, let value):
      "with \(parameter) = \(value), not above 1, \(model) expects infinitely many purchases: "
        + "ask for a horizon or a discount"
    case .otherUnit(let model, let histories):
      "the model counts in \(model.rawValue)s and the histories in \(histories.rawValue)s"
    case .otherCovariates(let model, let given):
      "the model has the covariates [\(model.joined(separator: ", "))], not "
        + "[\(given.joined(separator: ", "))]"
    case .covariateValue(let name, let customer):
      "the covariate \(name) has no finite value for customer number \(customer)"
    case .idleCovariate(let name):
      "the covariate \(name) is the same for all customers, or follows from others"
    case .noSpend: "no customer has repeat purchases with an amount above 0"
    case .equalSpend(let amount):
      "all customers spend \(amount) a purchase: there is no spread to fit a model to"
    case .otherCurrency(let fitted, let found):
      "the model was fitted to amounts in \(fitted), and these are in \(found)"
    }
  }
}
