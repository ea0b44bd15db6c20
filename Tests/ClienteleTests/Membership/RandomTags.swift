import Clientele
import ClienteleFixtures

/// Rules that nobody would think of, with every condition there is.
struct RandomTags {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func rules(_ count: Int) throws -> TagRules {
    var names: [String] = []
    var tags: [Tag] = []
    for place in 0..<count {
      tags.append(Tag("tag \(place)", rule(depth: 3, after: names)))
      names.append("tag \(place)")
    }
    return try TagRules(tags)
  }

  private mutating func number(_ range: Range<Int>) -> Int {
    Int.random(in: range, using: &generator)
  }

  private mutating func one<Value>(_ values: [Value]) -> Value {
    values.randomElement(using: &generator)!
  }

  private mutating func rule(depth: Int, after names: [String]) -> TagRule {
    TagRule((0..<one([1, 1, 2])).map { _ in condition(depth: depth, after: names) })
  }

  private mutating func condition(depth: Int, after names: [String]) -> TagCondition {
    if depth > 0 && number(0..<3) == 0 {
      let rules = (0..<number(1..<4)).map { _ in rule(depth: depth - 1, after: names) }
      switch number(0..<3) {
      case 0: return .all(rules)
      case 1: return .any(rules)
      default: return .not(rules[0])
      }
    }
    switch number(0..<14) {
    case 0:
      let stages = LifecycleStage.allCases.shuffled(using: &generator)
      return .stage(Set(stages.prefix(number(1..<4))))
    case 1: return .tier([one(["普通", "高级"]), one(["VIP", "至尊"])])
    case 2: return .segment([one(["Champions", "Lost", "新客户", "流失客户"]), "Hibernating"])
    case 3: return .score(one(RFMDimension.allCases), bounds(1..<6))
    case 4: return .customer([DimensionTest("region", one(["north", "south"]))])
    case 5: return .firstOrder([DimensionTest("channel", one(["app", "web"]))])
    case 6:
      return .lastOrder([
        DimensionTest("channel", not: one(["app", "web"])), DimensionTest("coupon", not: ""),
      ])
    case 7: return .firstOrderDay(period(isAll: false))
    case 8: return .lastOrderDay(period(isAll: false))
    case 9 where !names.isEmpty: return .tag(one(names))
    default: return figure()
    }
  }

  private mutating func figure() -> TagCondition {
    let kind = one(TagMetric.Kind.allCases)
    var filter: [DimensionTest] = []
    if number(0..<3) == 0 { filter.append(DimensionTest("channel", "app", one(["web", "shop"]))) }
    if number(0..<4) == 0 { filter.append(DimensionTest("coupon", not: "")) }
    let metric = TagMetric(kind, in: period(isAll: true), where: filter)
    return .metric(metric, bounds(kind.isAmount ? 0..<120 : 0..<8))
  }

  private mutating func bounds(_ range: Range<Int>) -> TagBounds {
    let low = number(range)
    let high = ExactNumber(low + number(1..<20))
    switch number(0..<6) {
    case 0: return .atLeast(ExactNumber(low))
    case 1: return .atMost(ExactNumber(low))
    case 2: return .exactly(ExactNumber(low))
    case 3: return TagBounds(above: ExactNumber(low))
    case 4: return TagBounds(atLeast: ExactNumber(low), below: high)
    default: return TagBounds(above: ExactNumber(low), atMost: high)
    }
  }

  private mutating func period(isAll: Bool) -> TagPeriod {
    switch number(0..<8) {
    case 0, 1: return isAll ? .all : .within(.months(5))
    case 2: return .within(one([.days(30), .months(3), .years(1)]))
    case 3: return .between(.days(180), one([.days(90), .months(1)]))
    case 4: return .days(from: "2021-04-01", through: one([nil, "2021-09-30"]))
    case 5: return .days(from: nil, through: "2021-06-30")
    default: return .calendar(one(TagPeriod.Calendar.allCases))
    }
  }
}

extension OrderColumns {
  /// A random shop with a region for each customer and a coupon for some orders.
  static func taggable(seed: UInt64, customers: Int = 120, orders: Int = 600) -> OrderColumns {
    var columns = OrderColumns.random(seed: seed, customers: customers, orders: orders)
    guard case .integers(let ids) = columns.customers else { return columns }
    columns.dimensions += [
      DimensionColumn(
        name: "region", level: .customer, values: ids.map { $0 % 2 == 0 ? "north" : "south" }),
      DimensionColumn(
        name: "coupon", level: .order,
        values: columns.days.map { ["", "", "ten", "five"][Int($0.number) % 4] }),
    ]
    return columns
  }
}
