import Clientele

/// One customer's rows, and tags decided straight from their definition.
struct PlainTags {
  struct Row {
    let day: Day
    /// Cents, above zero.
    let amount: Int
    /// By the name of the dimension.
    let values: [String: String]
  }

  /// In the order of day, amount and values.
  var purchases: [Row] = []
  var refunds: [Row] = []
  var region = ""

  /// Everyone with a row, in the order of ids.
  static func customers(of columns: OrderColumns) -> [PlainTags] {
    guard case .integers(let ids) = columns.customers else { return [] }
    var customers: [Int64: PlainTags] = [:]
    for (index, id) in ids.enumerated() {
      var values: [String: String] = [:]
      for dimension in columns.dimensions { values[dimension.name] = dimension.values[index] }
      let amount = columns.amounts[index]
      let row = Row(day: columns.days[index], amount: Int(abs(amount)), values: values)
      if amount > 0 { customers[id, default: PlainTags()].purchases.append(row) }
      if amount < 0 { customers[id, default: PlainTags()].refunds.append(row) }
      // Who has nothing but orders of amount zero is known, and has not bought.
      if amount == 0 { customers[id, default: PlainTags()].region += "" }
      customers[id]!.region = values["region"] ?? ""
    }
    return customers.keys.sorted().map { id in
      var customer = customers[id]!
      customer.purchases.sort {
        ($0.day, $0.amount, $0.values["channel"]!, $0.values["coupon"]!)
          < ($1.day, $1.amount, $1.values["channel"]!, $1.values["coupon"]!)
      }
      return customer
    }
  }

  /// The tags that the customer carries; none before the first purchase.
  func tags(
    _ rules: TagRules, asOf day: Day, boundaries: LifecycleBoundaries, tier: String?,
    score: RFMScore?
  ) -> [String] {
    var seen = self
    seen.purchases.removeAll { $0.day > day }
    seen.refunds.removeAll { $0.day > day }
    guard !seen.purchases.isEmpty else { return [] }
    var carried: [String] = []
    for tag in rules.tags {
      let view = PlainView(
        customer: seen, day: day, boundaries: boundaries, tier: tier, score: score,
        carried: carried)
      if view.fits(tag.rule) { carried.append(tag.name) }
    }
    return carried
  }
}

/// A customer who has bought, as of a day.
struct PlainView {
  let customer: PlainTags
  let day: Day
  let boundaries: LifecycleBoundaries
  let tier: String?
  let score: RFMScore?
  /// Earlier tags.
  let carried: [String]

  func fits(_ rule: TagRule) -> Bool { rule.conditions.allSatisfy(fits) }

  private func fits(_ condition: TagCondition) -> Bool {
    switch condition {
    case .all(let rules): return rules.allSatisfy(fits)
    case .any(let rules): return rules.contains(where: fits)
    case .not(let rule): return !fits(rule)
    case .tag(let name): return carried.contains(name)
    case .metric(let metric, let bounds):
      return value(metric).map { isInside($0, bounds) } ?? false
    case .score(let dimension, let bounds):
      return score.map { isInside(ExactNumber($0.code[dimension]), bounds) } ?? false
    case .firstOrderDay(let period): return contains(customer.purchases[0].day, period)
    case .lastOrderDay(let period): return contains(customer.purchases.last!.day, period)
    case .stage(let stages):
      let stage = boundaries.stage(ofPurchaseDays: customer.purchases.map(\.day), asOf: day)
      return stages.contains(stage!)
    case .tier(let names): return tier.map(names.contains) ?? false
    case .segment(let names):
      return score.map { score in
        names.contains { [score.segment.name, score.segment.chineseName].contains($0) }
      } ?? false
    case .customer(let tests): return tests.allSatisfy { fits(customer.region, $0) }
    case .firstOrder(let tests): return fits(customer.purchases[0], tests)
    case .lastOrder(let tests): return fits(customer.purchases.last!, tests)
    }
  }

  private func fits(_ value: String, _ test: DimensionTest) -> Bool {
    test.values.contains(value) != test.isNegated
  }

  private func fits(_ row: PlainTags.Row, _ tests: [DimensionTest]) -> Bool {
    tests.allSatisfy { fits(row.values[$0.dimension]!, $0) }
  }

  private func isInside(_ value: ExactNumber, _ bounds: TagBounds) -> Bool {
    (bounds.atLeast.map { $0 <= value } ?? true) && (bounds.above.map { $0 < value } ?? true)
      && (bounds.atMost.map { value <= $0 } ?? true) && (bounds.below.map { value < $0 } ?? true)
      && (bounds.exactly.map { value == $0 } ?? true)
  }

  private func contains(_ other: Day, _ period: TagPeriod) -> Bool {
    let end = day + 1
    switch period {
    case .all: return true
    case .within(let span): return end - span <= other
    case .between(let longer, let shorter): return end - longer <= other && other < end - shorter
    case .days(let first, let last):
      return (first.map { $0 <= other } ?? true) && (last.map { other <= $0 } ?? true)
    case .calendar(let calendar): return contains(other, calendar)
    }
  }

  private func contains(_ other: Day, _ calendar: TagPeriod.Calendar) -> Bool {
    func month(_ day: Day) -> Int { day.civil.year * 12 + day.civil.month - 1 }
    func week(_ day: Day) -> Int { (Int(day.number) + 3) / 7 }
    let months = month(day) - month(other)
    let quarters = month(day) / 3 - month(other) / 3
    let years = day.civil.year - other.civil.year
    switch calendar {
    case .thisWeek: return week(day) == week(other)
    case .lastWeek: return week(day) - week(other) == 1
    case .thisMonth: return months == 0
    case .lastMonth: return months == 1
    case .thisQuarter: return quarters == 0
    case .lastQuarter: return quarters == 1
    case .thisYear: return years == 0
    case .lastYear: return years == 1
    }
  }

  private func value(_ metric: TagMetric) -> ExactNumber? {
    func chosen(_ rows: [PlainTags.Row]) -> [PlainTags.Row] {
      rows.filter { contains($0.day, metric.period) && fits($0, metric.filter) }
    }
    let (purchases, refunds) = (chosen(customer.purchases), chosen(customer.refunds))
    let (spend, refunded) = (sum(purchases), sum(refunds))
    let days = Set(purchases.map(\.day)).sorted()
    let gaps = zip(days, days.dropFirst()).map { $1 - $0 }
    func money(_ cents: Int?) -> ExactNumber? { cents.map { ExactNumber($0, over: 100) } }
    switch metric.kind {
    case .daysSinceLastOrder: return days.last.map { ExactNumber(day - $0) }
    case .daysSinceFirstOrder: return days.first.map { ExactNumber(day - $0) }
    case .orders: return ExactNumber(purchases.count)
    case .purchaseDays: return ExactNumber(days.count)
    case .refunds: return ExactNumber(refunds.count)
    case .netSpend: return money(spend - refunded)
    case .spend: return money(spend)
    case .refunded: return money(refunded)
    case .averageOrderValue:
      return purchases.isEmpty ? nil : ExactNumber(spend - refunded, over: 100 * purchases.count)
    case .largestOrder: return money(purchases.map(\.amount).max())
    case .smallestOrder: return money(purchases.map(\.amount).min())
    case .averageGapDays:
      return gaps.isEmpty ? nil : ExactNumber(gaps.reduce(0, +), over: gaps.count)
    case .longestGapDays: return gaps.max().map { ExactNumber($0) }
    case .shortestGapDays: return gaps.min().map { ExactNumber($0) }
    case .lastGapDays: return gaps.last.map { ExactNumber($0) }
    }
  }

  private func sum(_ rows: [PlainTags.Row]) -> Int { rows.reduce(0) { $0 + $1.amount } }
}
