/// How well a score ranks: figures that do not ask how many customers are taken.
extension GainsCurve {
  /// The probability that a buyer has a better score than someone else, equal scores counting half;
  /// `nil` without buyers or without others.
  ///
  /// Source: Mann and Whitney (1947); the area under the ROC curve.
  public var auc: Double? {
    let others = customerCount - buyerCount
    guard buyerCount > 0, others > 0 else { return nil }
    // Twice the number of pairs, exactly.
    var pairs: Int128 = 0
    for group in steps {
      pairs += Int128(group.others) * Int128(2 * group.buyersAbove + group.buyers)
    }
    return Double(pairs) / (2 * Double(buyerCount) * Double(others))
  }

  /// The 95 % interval of ``auc``, within 0...1; `nil` with fewer than two buyers or two others.
  ///
  /// Source: DeLong, DeLong and Clarke-Pearson (1988), with equal scores counting half.
  public var aucInterval: (low: Double, high: Double)? {
    let (buyers, others) = (Double(buyerCount), Double(customerCount - buyerCount))
    guard buyers >= 2, others >= 2, let auc else { return nil }
    var (ofBuyers, ofOthers) = (0.0, 0.0)
    for group in steps {
      let othersBelow = others - Double(group.othersAbove) - Double(group.others)
      let beaten = (othersBelow + Double(group.others) / 2) / others - auc
      let beating = (Double(group.buyersAbove) + Double(group.buyers) / 2) / buyers - auc
      ofBuyers += Double(group.buyers) * beaten * beaten
      ofOthers += Double(group.others) * beating * beating
    }
    let variance = ofBuyers / (buyers - 1) / buyers + ofOthers / (others - 1) / others
    let reach = StandardNormal.twoSided95 * variance.squareRoot()
    return (max(0, auc - reach), min(1, auc + reach))
  }

  /// 2·AUC − 1: 0 for chance, 1 for a score that knows.
  public var gini: Double? { auc.map { 2 * $0 - 1 } }

  /// The largest distance between the share of the buyers and the share of the others that have a
  /// score or a better one; `nil` without buyers or without others.
  ///
  /// Source: Kolmogorov and Smirnov's statistic of two samples.
  public var kolmogorovSmirnov: Double? {
    let others = customerCount - buyerCount
    guard buyerCount > 0, others > 0 else { return nil }
    return zip(customerCounts, buyerCounts).reduce(0) { largest, counts in
      let buyers = Double(counts.1) / Double(buyerCount)
      let rest = Double(counts.0 - counts.1) / Double(others)
      return max(largest, (buyers - rest).magnitude)
    }
  }

  /// Customers with one score, and how many are above them.
  private struct Step {
    let buyersAbove: Int
    let othersAbove: Int
    let buyers: Int
    let others: Int
  }

  private var steps: some Sequence<Step> {
    var (customers, buyers) = (0, 0)
    return zip(customerCounts, buyerCounts).lazy.map { all, bought in
      let step = Step(
        buyersAbove: buyers, othersAbove: customers - buyers, buyers: bought - buyers,
        others: all - customers - (bought - buyers))
      (customers, buyers) = (all, bought)
      return step
    }
  }
}
