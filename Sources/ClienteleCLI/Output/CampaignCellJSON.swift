import Clientele

/// One group of a campaign as JSON has it.
struct CampaignCellJSON: Encodable {
  let name: String?
  /// `nil` for a group that is too small to be shown.
  let cell: CampaignCell?
  let index: Double?
  /// `nil` when nothing has a price.
  let balance: CampaignBalance?
  let isAbove: Bool?

  private enum Key: String, CodingKey {
    case name, suppressed, contacted, responders, rate, low, high, state, orders, revenue, index
    case others, control, lift, incrementalResponders, incrementalRevenue, cost, margin, profit
    case aboveBreakEven
  }

  /// What those left alone bought.
  private struct Control: Encodable {
    let response: Response

    private enum Key: String, CodingKey {
      case customers, responders, rate, low, high, orders, revenue
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(response.rate.denominator, forKey: .customers)
      try container.encode(response.rate.numerator, forKey: .responders)
      try container.encode(response.rate.value, forKey: .rate)
      try container.encode(response.rate.interval?.low, forKey: .low)
      try container.encode(response.rate.interval?.high, forKey: .high)
      try container.encode(response.orderCount, forKey: .orders)
      try container.encode(response.revenue, forKey: .revenue)
    }
  }

  private struct Lift: Encodable {
    let lift: RateDifference

    private enum Key: String, CodingKey {
      case difference, low, high, relative
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(lift.value, forKey: .difference)
      try container.encode(lift.interval?.low, forKey: .low)
      try container.encode(lift.interval?.high, forKey: .high)
      try container.encode(lift.relative, forKey: .relative)
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encodeIfPresent(name, forKey: .name)
    guard let cell else { return try container.encode(true, forKey: .suppressed) }
    let response = cell.targets
    try container.encode(response.rate.denominator, forKey: .contacted)
    try container.encode(response.rate.numerator, forKey: .responders)
    try container.encode(response.rate.value, forKey: .rate)
    try container.encode(response.rate.interval?.low, forKey: .low)
    try container.encode(response.rate.interval?.high, forKey: .high)
    try container.encode(response.rate.state, forKey: .state)
    try container.encode(response.orderCount, forKey: .orders)
    try container.encode(response.revenue, forKey: .revenue)
    try container.encode(index, forKey: .index)
    try container.encode(cell.othersCount, forKey: .others)
    if let controls = cell.controls, let lift = cell.lift {
      try container.encode(Control(response: controls), forKey: .control)
      try container.encode(Lift(lift: lift), forKey: .lift)
      try container.encode(cell.incrementalResponderCount, forKey: .incrementalResponders)
      try container.encode(cell.incrementalRevenue?.rounded, forKey: .incrementalRevenue)
    }
    if let balance {
      try container.encode(balance.cost, forKey: .cost)
      try container.encode(balance.margin.rounded, forKey: .margin)
      try container.encode(balance.profit.rounded, forKey: .profit)
      try container.encode(isAbove, forKey: .aboveBreakEven)
    }
  }
}
