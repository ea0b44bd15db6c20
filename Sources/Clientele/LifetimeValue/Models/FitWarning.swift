/// What the user of a fitted model should know about it.
public enum FitWarning: Hashable, Sendable, Codable {
  /// The likelihood still rises when the parameter goes to 0: it stays at the smallest value that
  /// was tried. With it, other parameters mean little on their own; predictions hold.
  case towardsZero(parameter: String)
  /// The likelihood still rises when the parameter grows: customers are more alike in this than
  /// the model can say.
  case towardsInfinity(parameter: String)
  /// The data say little about the parameter: its standard error is more than twice the value.
  case poorlyDetermined(parameter: String)
  /// BG/NBD and BG/CNBD-k take everyone who has bought once for alive for ever.
  case oneTimeBuyersCountAsAlive(customerCount: Int)
  /// Asked for without an end: the parameter, not above 1, makes the mean time until a customer
  /// leaves infinite, so that much of a figure can lie in years that nobody has observed.
  case needsHorizon(parameter: String, value: Double)
  /// Customers with repeat purchases whose mean amount is not above 0 are left out.
  case spendNotPositive(customerCount: Int)
  /// Customers who buy often spend other amounts, against what the model supposes: the correlation
  /// of frequency and mean amount.
  case spendDependsOnFrequency(correlation: Double)
  /// So many customers spend much that the mean of all is hardly determined (q is next to 1).
  case spendHasNoMean
  /// The number of regular steps between purchases is the largest that was tried.
  case mostRegularTried(k: Int)
}

extension FitWarning: CustomStringConvertible {
  public var description: String {
    switch self {
    case .towardsZero(let parameter):
      "\(parameter) wants to be 0: it stays at the smallest value that was tried"
    case .towardsInfinity(let parameter):
      "\(parameter) wants to grow without end: customers are more alike than the model can say"
    case .poorlyDetermined(let parameter):
      "the data say little about \(parameter): its standard error is more than twice its value"
    case .oneTimeBuyersCountAsAlive(let count):
      "this model takes the \(count) customers who have bought once for alive, whatever has "
        + "passed since; mbg-nbd and pareto-nbd do not"
    case .needsHorizon(let parameter, let value):
      "\(parameter) is \((value * 1000).rounded() / 1000), not above 1: the mean time until a "
        + "customer leaves is infinite, and without a horizon much of the value can lie in years "
        + "that nobody has observed; ask for a horizon about as long as the data"
    case .spendNotPositive(let count):
      "\(count) customers whose mean repeat purchase is not above 0 are left out of spend"
    case .spendDependsOnFrequency(let correlation):
      "who buys often spends otherwise (correlation \(percent(correlation)) %); the spend model "
        + "supposes that this does not matter"
    case .spendHasNoMean:
      "amounts are so uneven that the mean of all customers is hardly determined (q is next to 1)"
    case .mostRegularTried(let k):
      "purchases are so regular that k = \(k), the largest that was tried, fits best"
    }
  }

  private func percent(_ share: Double) -> String { String(Int((share * 100).rounded())) }
}
