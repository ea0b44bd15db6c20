/// What a campaign costs, and what an answer earns.
///
/// ```swift
/// let cent = Currency(scale: 2)
/// let costs = CampaignCosts(
///   perContact: Money(minorUnits: 55, in: cent),
///   margin: .perResponse(Money(minorUnits: 40_00, in: cent)))
/// costs.perContact      // 0.55
/// ```
public struct CampaignCosts: Hashable, Sendable, Codable {
  /// What an answer earns, before the campaign is paid.
  public enum Margin: Hashable, Sendable, Codable {
    /// The same for everyone who answers, whatever they buy.
    case perResponse(Money)
    /// A share of the revenue, 0 through 1, to a millionth.
    case shareOfRevenue(Double)
  }

  /// What it costs to ask one customer. It may have more decimals than the shop's money: a message
  /// may cost a tenth of a cent.
  public let perContact: Money
  /// What the campaign costs whoever is asked; it belongs to no group.
  public let fixed: Money
  /// What an answer earns.
  public let margin: Margin

  /// - Parameters:
  ///   - perContact: What it costs to ask one customer.
  ///   - fixed: What the campaign costs whoever is asked; `nil` for nothing.
  ///   - margin: What an answer earns.
  /// - Precondition: No cost is negative, and a share lies in 0...1.
  public init(perContact: Money, fixed: Money? = nil, margin: Margin) {
    precondition(
      perContact.minorUnits >= 0 && (fixed?.minorUnits ?? 0) >= 0, "costs are not negative")
    if case .shareOfRevenue(let share) = margin { _ = Millionths(share) }
    self.perContact = perContact
    self.fixed = fixed ?? Money(minorUnits: 0, scale: perContact.scale)
    self.margin = margin
  }

  /// What some answers earn, exactly.
  func margin(of response: Response) -> ExactMean {
    switch margin {
    case .perResponse(let amount):
      let total = amount.minorUnits * Int128(response.rate.numerator)
      return ExactMean(total: Money(minorUnits: total, scale: amount.scale), count: 1)
    case .shareOfRevenue(let share):
      let total = response.revenue.minorUnits * Millionths(share).value
      return ExactMean(
        total: Money(minorUnits: total, scale: response.revenue.scale), count: 1_000_000)
    }
  }
}

extension Money {
  /// The same amount in units of more decimals.
  func rescaled(to newScale: Int) -> Money {
    precondition(newScale >= scale, "an exact amount cannot lose decimals")
    return Money(
      minorUnits: minorUnits * ExactNumber.powerOfTen(newScale - scale), scale: newScale)
  }
}

extension ExactMean {
  /// This mean less an amount, with the decimals of the finer of both.
  func minus(_ amount: Money) -> ExactMean {
    let scale = max(total.scale, amount.scale)
    let difference =
      total.rescaled(to: scale).minorUnits
      - amount.rescaled(to: scale).minorUnits * Int128(count)
    return ExactMean(total: Money(minorUnits: difference, scale: scale), count: count)
  }

  /// The mean in major units, exactly.
  var number: ExactNumber {
    ExactNumber(total.minorUnits, over: count).dividedByPowerOfTen(total.scale)
  }
}
