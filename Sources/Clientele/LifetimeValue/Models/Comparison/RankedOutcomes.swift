/// Customers from the best score to the worst, and what share of an outcome the first of them have:
/// the gains curve.
///
/// Customers of one score come in no order: along them the curve is a straight line, which is the
/// mean over all their orders. Half of a shop's customers may share a score; sorted as they happen
/// to lie, they would decide the result. For an outcome that is yes or no, ``GainsCurve`` counts
/// exactly; this one takes amounts.
package struct RankedOutcomes {
  /// Shares of customers at the ends of equal scores, ascending from 0 to 1.
  private var shares = [0.0]
  /// Shares of the outcome that so many customers have.
  private var gains = [0.0]

  /// - Parameters:
  ///   - scores: One for each customer; higher is better.
  ///   - outcomes: What each did, not below 0.
  /// - Returns: `nil` when nobody did anything.
  package init?(scores: [Double], outcomes: [Double]) {
    let total = outcomes.reduce(0, +)
    guard total > 0 else { return nil }
    let order = scores.indices.sorted { scores[$0] > scores[$1] }
    var sum = 0.0
    for (place, customer) in order.enumerated() {
      sum += outcomes[customer]
      let isLast = place + 1 == order.count
      if isLast || scores[order[place + 1]] != scores[customer] {
        shares.append(Double(place + 1) / Double(order.count))
        // Added in another order amounts can come to a last bit more than their total.
        gains.append(isLast ? 1 : min(1, sum / total))
      }
    }
  }

  /// The share of the outcome that the best customers have.
  ///
  /// - Parameter share: Of the customers, 0 through 1.
  package func gain(at share: Double) -> Double {
    let place = shares.partitioningIndex { $0 >= share }
    guard place > 0 else { return 0 }
    let (left, right) = (shares[place - 1], shares[place])
    let part = (share - left) / (right - left)
    return gains[place - 1] + part * (gains[place] - gains[place - 1])
  }

  /// The area under the curve: a half when scores tell nothing.
  package var area: Double {
    var sum = 0.0
    for place in shares.indices.dropFirst() {
      sum += (shares[place] - shares[place - 1]) * (gains[place] + gains[place - 1]) / 2
    }
    return sum
  }

  /// How much of the way from chance to the best possible ranking this one goes; `nil` when all did
  /// the same.
  func gini(best: RankedOutcomes) -> Double? {
    best.area > 0.5 + 1e-12 ? min(1, (area - 0.5) / (best.area - 0.5)) : nil
  }
}
