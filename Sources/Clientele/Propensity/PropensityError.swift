/// Why a propensity model cannot be fitted, judged or applied.
public enum PropensityError: Error, Hashable, Sendable {
  /// Nobody had bought by the day: there is nobody to learn from.
  case nobody(asOf: Day)
  /// All customers had the same outcome in the window: everyone bought, or nobody did.
  case oneOutcome(buyers: Int, customers: Int, window: TimeWindow)
  /// The window of outcomes was not over.
  case windowNotOver(TimeWindow, observedThrough: Day)
  /// The window to judge by begins before that of fitting has ended: the model has seen it.
  case notHeldOut(from: Day, fittedThrough: Day)
  /// These columns together tell buyers from the others without an error, so that no finite
  /// coefficients are the likeliest.
  case separated(columns: [String])
  /// Newton's method found no end.
  case notConverged(iterations: Int)
  /// The strength of the penalty is negative or not a number.
  case penalty(Double)
  /// Two columns have one name, or a column has that of a feature.
  case repeatedColumn(String)
  /// A stored model needs a column that was not given.
  case missingColumn(String)
  /// A customer has no value, and the column says no other to take.
  case missingValue(column: String, customer: Int)
  /// A customer's value is not a finite number.
  case notFinite(column: String, customer: Int)
  /// A stored model was fitted to amounts in another currency.
  case otherCurrency(fitted: String, found: String)
}

extension PropensityError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .nobody(let day): "nobody had bought by \(day), so there is nobody to learn from"
    case .oneOutcome(let buyers, let customers, let window):
      (buyers == 0 ? "none of \(customers) customers" : "every one of \(customers) customers")
        + " bought from \(window.start) through \(window.end - 1), so nothing tells who will"
    case .windowNotOver(let window, let last):
      "the outcomes from \(window.start) through \(window.end - 1) are not all known: "
        + "orders are complete through \(last)"
    case .notHeldOut(let day, let last):
      "a model that was fitted to purchases through \(last) cannot be judged by those from "
        + "\(day) on: it has seen some of them"
    case .separated(let columns):
      "\(columns.joined(separator: ", ")) tell buyers from all others without an error: no "
        + "coefficients are the likeliest; leave columns out, or use a penalty above 0"
    case .notConverged(let count): "no coefficients were found in \(count) steps"
    case .penalty(let value): "a penalty is 0 or more, not \(value)"
    case .repeatedColumn(let name): "there are two columns \(name)"
    case .missingColumn(let name): "the model needs a column \(name), which is not there"
    case .missingValue(let column, let customer):
      "customer number \(customer) has no value in column \(column)"
    case .notFinite(let column, let customer):
      "the value of customer number \(customer) in column \(column) is no finite number"
    case .otherCurrency(let fitted, let found):
      "the model was fitted to \(fitted), and the amounts are in \(found)"
    }
  }
}

/// What whoever uses a propensity model should know.
public enum PropensityWarning: Hashable, Sendable, Codable {
  /// The column has one value only, and is left out.
  case constant(column: String)
  /// The column is a sum of multiples of others, and is left out.
  case collinear(column: String, with: [String])
  /// Almost so: its coefficient is uncertain. The variance inflation factor is `1 ÷ (1 − R²)` with
  /// all others.
  case nearlyCollinear(column: String, inflation: Double)
  /// The columns tell buyers from the others without an error: only the penalty keeps their
  /// coefficients finite.
  case separated(columns: [String])
  /// Buyers, or others, whichever are fewer, for each column: below 10, coefficients are uncertain
  /// and chance looks like skill.
  case fewOutcomes(perColumn: Double)
}

extension PropensityWarning: CustomStringConvertible {
  public var description: String {
    switch self {
    case .constant(let column): "\(column) is the same for everyone, and is left out"
    case .collinear(let column, let others):
      "\(column) follows from \(others.joined(separator: ", ")), and is left out"
    case .nearlyCollinear(let column, let inflation):
      "\(column) almost follows from the other columns (variance inflation "
        + "\(Int(min(inflation, 1e9).rounded()))): its coefficient is uncertain"
    case .separated(let columns):
      "\(columns.joined(separator: ", ")) tell buyers from all others without an error; only the "
        + "penalty keeps coefficients finite"
    case .fewOutcomes(let count):
      "there are \(Int(count.rounded(.down))) outcomes for each column, fewer than 10: chance "
        + "looks like skill"
    }
  }
}
