import Clientele

extension ForecastAnswer {
  /// Keys are a contract; what is not known is null.
  struct JSON: Encodable {
    let model: PurchaseModel
    let unit: TimeUnit
    let calibrationEnd: Day
    let customers: Int
    let periods: [Period]
    let total: Period
    /// These are left out when customers are not divided.
    let by: String?
    let groups: [Group]?
    let warnings: [String]
  }

  /// Orders, buyers and revenue of one period, end exclusive.
  struct Period: Encodable {
    let start: Day
    let end: Day
    let orders: Figure
    let buyers: Figure
    let revenue: Revenue?

    init(_ period: PeriodForecast, money: (Double) -> String) {
      start = period.window.start
      end = period.window.end
      orders = Figure(value: period.orders.value, low: period.orders.low, high: period.orders.high)
      buyers = Figure(value: period.buyers.value, low: period.buyers.low, high: period.buyers.high)
      revenue = period.revenue.map {
        Revenue(value: money($0.value), low: $0.low.map(money), high: $0.high.map(money))
      }
    }

    private enum Key: String, CodingKey {
      case start, end, orders, buyers, revenue
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(start, forKey: .start)
      try container.encode(end, forKey: .end)
      try container.encode(orders, forKey: .orders)
      try container.encode(buyers, forKey: .buyers)
      try container.encode(revenue, forKey: .revenue)
    }
  }

  private enum FigureKey: String, CodingKey {
    case value, low, high
  }

  struct Figure: Encodable {
    let value: Double
    let low: Double?
    let high: Double?

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: FigureKey.self)
      try container.encode(value, forKey: .value)
      try container.encode(low, forKey: .low)
      try container.encode(high, forKey: .high)
    }
  }

  /// Amounts as texts of decimals.
  struct Revenue: Encodable {
    let value: String
    let low: String?
    let high: String?

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: FigureKey.self)
      try container.encode(value, forKey: .value)
      try container.encode(low, forKey: .low)
      try container.encode(high, forKey: .high)
    }
  }

  struct Group: Encodable {
    let name: String
    /// These are left out for a group that is too small to be shown.
    let customers: Int?
    let periods: [Period]?
    let total: Period?
    let suppressed: Bool?
  }

  var json: JSON {
    let fitted = shop.model.purchases
    let warnings = fitted.warnings + (shop.model.spend?.warnings ?? [])
    return JSON(
      model: fitted.model, unit: fitted.unit, calibrationEnd: shop.histories.question.end,
      customers: forecast.all.customerCount,
      periods: forecast.all.periods.map { Period($0, money: money) },
      total: Period(forecast.all.total, money: money), by: what,
      groups: groups == nil
        ? nil
        : parts.map { group, isHidden in
          Group(
            name: group.name ?? "", customers: isHidden ? nil : group.customerCount,
            periods: isHidden ? nil : group.periods.map { Period($0, money: money) },
            total: isHidden ? nil : Period(group.total, money: money),
            suppressed: isHidden ? true : nil)
        }, warnings: warnings.map(\.description))
  }
}
