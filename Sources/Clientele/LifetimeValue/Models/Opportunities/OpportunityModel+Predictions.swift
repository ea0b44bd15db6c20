import Glibc

/// What to expect of one customer at the chances to come.
extension OpportunityModel {
  /// How likely the customer has not left, and will not have after some more chances: 0 through 1.
  ///
  /// - Parameters:
  ///   - history: What is known of the customer.
  ///   - chances: 0 for now; 1 for being there at the next chance.
  /// - Precondition: `chances` is not below 0.
  /// - Complexity: O(chances of the history + `chances`).
  public func probabilityAlive(
    _ history: OpportunityHistory, after chances: Int = 0
  ) -> Double {
    precondition(chances >= 0, "chances are not below 0")
    let terms = BetaBinomialTerms(parameters, mostChances: history.opportunities)
    let now = min(1, exp(terms.logAlive(history) - terms.logLikelihood(history)))
    return staying(history, chances).last.map { now * $0 } ?? now
  }

  /// How many of the next chances to expect that the customer takes.
  ///
  /// - Precondition: `chances` is not below 0.
  /// - Complexity: O(chances of the history + `chances`).
  public func expectedPurchases(_ history: OpportunityHistory, in chances: Int) -> Double {
    precondition(chances >= 0, "chances are not below 0")
    return probabilityAlive(history) * taking(history)
      * staying(history, chances).reduce(0, +)
  }

  /// How likely the customer takes one of the next chances.
  ///
  /// - Precondition: `chances` is not below 0.
  public func probabilityOfPurchase(_ history: OpportunityHistory, in chances: Int) -> Double {
    precondition(chances >= 0, "chances are not below 0")
    // The first that is taken: staying until then, and having let the others go.
    let (a, b) = posterior(history)
    var (passing, sum) = (1.0, 0.0)
    for (chance, staying) in staying(history, chances).enumerated() {
      let total = a + b + Double(chance)
      sum += staying * passing * a / total
      passing *= (b + Double(chance)) / total
    }
    return probabilityAlive(history) * min(1, sum)
  }

  /// How likely the customer takes 0, 1 … all of the next chances.
  ///
  /// - Returns: `[chances + 1]`.
  /// - Precondition: `chances` is not below 0.
  /// - Complexity: O(`chances`²).
  public func countProbabilities(_ history: OpportunityHistory, in chances: Int) -> [Double] {
    precondition(chances >= 0, "chances are not below 0")
    let (a, b) = posterior(history)
    let alive = probabilityAlive(history)
    let staying = [1.0] + staying(history, chances)
    var result = Array(repeating: 0.0, count: chances + 1)
    result[0] = 1 - alive
    // Of the chances at which the customer is there, how many are taken: one more at a time.
    var counts = [1.0]
    for present in 0...chances {
      let leaving =
        present < chances ? staying[present] - staying[present + 1] : staying[present]
      for (count, probability) in counts.enumerated() {
        result[count] += alive * leaving * probability
      }
      guard present < chances else { break }
      var next = Array(repeating: 0.0, count: counts.count + 1)
      let total = a + b + Double(present)
      for (count, probability) in counts.enumerated() {
        next[count] += probability * (b + Double(present - count)) / total
        next[count + 1] += probability * (a + Double(count)) / total
      }
      counts = next
    }
    return result
  }

  /// What the next chances are worth when the i-th counts for e^(−rate · i).
  ///
  /// - Parameters:
  ///   - history: What is known of the customer.
  ///   - rate: A continuous rate from one chance to the next.
  ///   - chances: `nil` for all there will ever be.
  /// - Throws: ``PurchaseModelError/infiniteValue(model:parameter:value:)`` without a rate and an
  ///   end, where too many customers stay for too long; ``PurchaseModelError/argument(_:_:)``.
  public func discountedPurchases(
    _ history: OpportunityHistory, rate: Double, in chances: Int? = nil
  ) throws(PurchaseModelError) -> Double {
    guard rate >= 0, rate < .infinity else { throw .argument("the discount rate", rate) }
    if let chances, chances < 0 { throw .argument("the horizon", Double(chances)) }
    let present = probabilityAlive(history) * taking(history)
    let factor = exp(-rate)
    if let chances {
      let values = staying(history, chances).enumerated()
      return present * values.reduce(0) { $0 + $1.element * pow(factor, Double($1.offset + 1)) }
    }
    let there = delta + Double(history.opportunities)
    guard rate > 0 else {
      guard gamma > 1 else {
        throw .infiniteValue(model: "bg-bb", parameter: "gamma", value: gamma)
      }
      return present * there / (gamma - 1)
    }
    return present * factor * there / (gamma + there)
      * GaussFraction.value(there + 1, gamma + there + 1, factor)
  }

  /// The mean probability of taking a chance.
  private func taking(_ history: OpportunityHistory) -> Double {
    let (a, b) = posterior(history)
    return a / (a + b)
  }

  /// The distribution of the probability of taking a chance.
  private func posterior(_ history: OpportunityHistory) -> (Double, Double) {
    (
      alpha + Double(history.frequency),
      beta + Double(history.opportunities - history.frequency)
    )
  }

  /// How likely a customer who is there now is at each of the next chances.
  private func staying(_ history: OpportunityHistory, _ chances: Int) -> [Double] {
    let there = delta + Double(history.opportunities)
    var probability = 1.0
    return (0..<chances).map { chance in
      probability *= (there + Double(chance)) / (gamma + there + Double(chance))
      return probability
    }
  }
}
