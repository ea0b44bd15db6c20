import Clientele

/// The JSON of `rfm`, and of each of its groups.
struct RFMJSON: Encodable {
  struct Thresholds: Encodable {
    let daysSinceLastOrder: [Double]
    let frequency: [Double]
    let monetary: [String]

    init(of scores: RFMScores?, in currency: Currency) {
      func cuts(_ dimension: RFMDimension) -> [ExactNumber] {
        scores.flatMap { $0.scale[dimension].count == 1 ? $0.scale[dimension][0].cuts : nil } ?? []
      }
      daysSinceLastOrder = cuts(.daysSinceLastOrder).map(\.value)
      frequency = cuts(.frequency).map(\.value)
      monetary = cuts(.monetary).map { $0.money(decimals: currency.scale) }
    }
  }

  struct Segment: Encodable {
    let name: String
    let customers: Int
    let orders: Int
    let revenue: Money
    let averageOrderValue: Money?

    init(_ summary: SegmentSummary) {
      name = summary.segment.name
      customers = summary.customerCount
      orders = summary.orderCount
      revenue = summary.revenue
      averageOrderValue = summary.averageOrderValue?.rounded
    }

    init(_ totals: SegmentTotals) {
      name = totals.segment.name
      customers = totals.customerCount
      orders = totals.orderCount
      revenue = totals.revenue
      averageOrderValue = totals.averageOrderValue?.rounded
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(name, forKey: .name)
      try container.encode(customers, forKey: .customers)
      try container.encode(orders, forKey: .orders)
      try container.encode(revenue, forKey: .revenue)
      try container.encode(averageOrderValue, forKey: .averageOrderValue)
    }

    private enum Key: String, CodingKey {
      case name, customers, orders, revenue, averageOrderValue
    }
  }

  /// How the values of one dimension lie; money as decimal strings.
  struct Profile: Encodable {
    let profile: DimensionProfile
    let currency: Currency

    private enum Key: String, CodingKey {
      case dimension, customers, minimum, lowerQuartile, median, upperQuartile, maximum, mean
      case skewness, largestTie, largestTieCustomers
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(profile.dimension.rawValue, forKey: .dimension)
      try container.encode(profile.count, forKey: .customers)
      for (key, number) in [
        (Key.minimum, profile.minimum), (.lowerQuartile, profile.lowerQuartile),
        (.median, profile.median), (.upperQuartile, profile.upperQuartile),
        (.maximum, profile.maximum), (.mean, profile.mean),
        (.largestTie, profile.largestTie.value),
      ] {
        if profile.dimension == .monetary {
          try container.encode(number.money(decimals: currency.scale), forKey: key)
        } else {
          try container.encode(number.value, forKey: key)
        }
      }
      try container.encode(profile.largestTie.share.numerator, forKey: .largestTieCustomers)
      try container.encode(profile.skewness, forKey: .skewness)
    }
  }

  struct Bin: Encodable {
    let dimension: RFMDimension
    let score: Int
    let customers: Int
    let state: RFMBin.State

    init(dimension: RFMDimension, bin: RFMBin) {
      self.dimension = dimension
      score = bin.score
      customers = bin.customerCount
      state = bin.state
    }
  }

  struct HeatCell: Encodable {
    let r: Int
    let f: Int
    let customers: Int
    /// `null` without customers.
    let meanMonetary: Money?

    static func all(of map: RFMHeatMap) -> [HeatCell] {
      (1...map.rCount).flatMap { r in
        (1...map.fCount).map { f in
          let cell = map[r: r, f: f]
          return HeatCell(
            r: r, f: f, customers: cell.customerCount, meanMonetary: cell.meanMonetary?.rounded)
        }
      }
    }

    private enum Key: String, CodingKey {
      case r, f, customers, meanMonetary
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(r, forKey: .r)
      try container.encode(f, forKey: .f)
      try container.encode(customers, forKey: .customers)
      try container.encode(meanMonetary, forKey: .meanMonetary)
    }
  }

  /// Left out for a group, as are thresholds, profiles, bins and the heat map: they are everyone's.
  let asOf: Day?
  let thresholds: Thresholds?
  let segments: [Segment]
  let profiles: [Profile]?
  let bins: [Bin]?
  let heatMap: [HeatCell]?
  /// Left out without an earlier day.
  let from: Day?
  let transitions: [TransitionJSON]?
}

extension ExactNumber {
  /// The number with at least as many decimals as amounts have; to the nearest double where no
  /// decimal is exact.
  func money(decimals: Int) -> String {
    let text = description
    guard !text.contains("/") else { return String(value) }
    let places = text.split(separator: ".").dropFirst().first?.count ?? 0
    guard places < decimals else { return text }
    return text + (places == 0 ? "." : "") + String(repeating: "0", count: decimals - places)
  }
}
