/// From rules to a plan for one table.
struct TagCompiler {
  private(set) var plan: TagPlan
  /// Sentences about values that nobody has.
  private(set) var notes: [String] = []
  private let dimensions: [Dimension]
  private let tierNames: [String]
  private let segments: [Segment]?
  private let sources: TagSources
  private var tagSteps: [String: Int] = [:]

  init(
    _ rules: TagRules, of orders: OrderTable, asOf day: Day, boundaries: LifecycleBoundaries,
    sources: TagSources
  ) throws(TagRulesError) {
    plan = TagPlan(asOf: day, boundaries: boundaries)
    dimensions = orders.dimensions
    tierNames = sources.tiers.ladder.tiers.map(\.name)
    segments = sources.scores?.map.segments
    self.sources = sources
    let nobodyHasBought = orders.days.map { $0.lowerBound > day } ?? true
    for (place, tag) in rules.tags.enumerated() {
      let keys = [AnyKey(place), "when"]
      if sources.scores == nil && nobodyHasBought && tag.rule.needsScores {
        // There is nobody to score, and nobody to carry the tag.
        plan.roots.append(plan.step(.any([])))
      } else {
        plan.roots.append(try step(tag.rule, at: keys))
      }
      tagSteps[tag.name] = plan.roots[place]
    }
  }

  private mutating func step(_ rule: TagRule, at keys: [AnyKey]) throws(TagRulesError) -> Int {
    var steps: [Int] = []
    for condition in rule.conditions {
      steps.append(try step(condition, at: keys + [AnyKey(condition.key)]))
    }
    return all(steps)
  }

  /// One step for several, and none for one.
  private mutating func all(_ steps: [Int]) -> Int {
    let distinct = Set(steps).sorted()
    return distinct.count == 1 ? distinct[0] : plan.step(.all(distinct))
  }

  private mutating func step(
    _ condition: TagCondition, at keys: [AnyKey]
  ) throws(TagRulesError) -> Int {
    switch condition {
    case .all(let rules): return all(try steps(rules, at: keys))
    case .any(let rules):
      let distinct = Set(try steps(rules, at: keys)).sorted()
      return distinct.count == 1 ? distinct[0] : plan.step(.any(distinct))
    case .not(let rule):
      let positive = try step(rule, at: keys)
      return plan.step(.not(positive))
    case .tag(let name): return tagSteps[name]!
    case .metric(let metric, let bounds): return try step(metric, bounds, at: keys)
    case .score(let dimension, let bounds):
      guard sources.scores != nil else { throw TagRulesError(.noScores, at: keys) }
      let column = plan.column(.score(dimension))
      return step(bounds.whole, floor: column, ceiling: column)
    case .firstOrderDay(let period): return step(period, .firstDay)
    case .lastOrderDay(let period): return step(period, .lastDay)
    case .stage(let stages):
      let fits = LifecycleStage.allCases.map(stages.contains)
      return plan.step(.codes(plan.column(.stage), fits))
    case .tier(let names):
      let fits = try places(of: names, among: tierNames) { name, hint in
        TagRulesError(.unknownTier(name, hint: hint), at: keys)
      }
      return plan.step(.codes(plan.column(.tier), fits))
    case .segment(let names): return try step(segments: names, at: keys)
    case .customer(let tests):
      return try step(tests, of: .customer, at: keys) { .customer($0) }
    case .firstOrder(let tests):
      return try step(tests, of: .order, at: keys) { .firstOrder($0) }
    case .lastOrder(let tests): return try step(tests, of: .order, at: keys) { .lastOrder($0) }
    }
  }

  private mutating func steps(
    _ rules: [TagRule], at keys: [AnyKey]
  ) throws(TagRulesError) -> [Int] {
    var steps: [Int] = []
    for (place, rule) in rules.enumerated() {
      steps.append(try step(rule, at: keys + [AnyKey(place)]))
    }
    return steps
  }

  private mutating func step(_ period: TagPeriod, _ column: TagPlan.Column) -> Int {
    let days = period.days(asOf: plan.day)
    guard days.start < days.end else { return plan.step(.any([])) }
    let range = Int64(days.start)...Int64(days.end - 1)
    return plan.step(.range(plan.column(column), range))
  }

  private mutating func step(
    segments names: [String], at keys: [AnyKey]
  ) throws(TagRulesError) -> Int {
    guard let segments, let map = sources.scores?.map else {
      throw TagRulesError(.noScores, at: keys)
    }
    var fits = segments.map { _ in false }
    for name in names {
      guard let place = map.place(of: name) else {
        let hint = wordHint(name, among: segments.map(\.name), called: "segments")
        throw TagRulesError(.unknownSegment(name, hint: hint), at: keys)
      }
      fits[place] = true
    }
    return plan.step(.codes(plan.column(.segment), fits))
  }

  private func places(
    of names: [String], among known: [String],
    _ error: (_ name: String, _ hint: String) -> TagRulesError
  ) throws(TagRulesError) -> [Bool] {
    for name in names where !known.contains(name) {
      throw error(name, wordHint(name, among: known, called: "tiers"))
    }
    return known.map(names.contains)
  }
}

/// Figures and their bounds.
extension TagCompiler {
  private mutating func step(
    _ metric: TagMetric, _ bounds: TagBounds, at keys: [AnyKey]
  ) throws(TagRulesError) -> Int {
    let limits =
      metric.kind.isAmount ? try minorUnits(bounds, at: keys) : bounds.whole
    let days = metric.period.days(asOf: plan.day)
    var filter: [TagPlan.Scan.Test] = []
    for test in metric.filter {
      let (place, dimension) = try dimension(of: test, .order, at: keys + ["where"])
      let fits = fits(test, in: dimension, at: keys + ["where"])
      filter.append(TagPlan.Scan.Test(place: place, fits: fits))
    }
    let scan = plan.scan(
      TagPlan.Scan(start: days.start, end: max(days.start, days.end), filter: filter))
    let floor = plan.column(.floor(metric.kind, scan: scan))
    let ceiling = metric.kind.isMean ? plan.column(.ceiling(metric.kind, scan: scan)) : floor
    return step(limits, floor: floor, ceiling: ceiling)
  }

  /// A value lies within bounds when its two neighbouring whole numbers do: the lower one reaches
  /// `atLeast` and stays under `below`, the upper one passes `above` and keeps `atMost`.
  private mutating func step(_ bounds: WholeBounds, floor: Int, ceiling: Int) -> Int {
    guard floor != ceiling else {
      return step(
        floor, from: max(bounds.atLeast, bounds.above), through: min(bounds.atMost, bounds.below))
    }
    let low = step(floor, from: bounds.atLeast, through: bounds.below)
    let high = step(ceiling, from: bounds.above, through: bounds.atMost)
    return all([low, high])
  }

  private mutating func step(_ column: Int, from low: Int64, through high: Int64) -> Int {
    low <= high ? plan.step(.range(column, low...high)) : plan.step(.any([]))
  }

  private func minorUnits(
    _ bounds: TagBounds, at keys: [AnyKey]
  ) throws(TagRulesError) -> WholeBounds {
    let scale = sources.currency.scale
    for number in bounds.numbers {
      let units = number.multipliedByPowerOfTen(scale)
      // Sums of money are compared as 64-bit numbers, and larger ones as the largest.
      guard units.denominator == 1, units.numerator.magnitude < UInt128(Int64.max / 2) else {
        throw TagRulesError(
          .amountOutOfRange(number.description, decimals: scale), at: keys)
      }
    }
    return bounds.scaled { Int64($0.multipliedByPowerOfTen(scale).numerator) }
  }
}

/// Dimensions and their values.
extension TagCompiler {
  private mutating func step(
    _ tests: [DimensionTest], of level: Dimension.Level, at keys: [AnyKey],
    _ column: (Int) -> TagPlan.Column
  ) throws(TagRulesError) -> Int {
    var steps: [Int] = []
    for test in tests {
      let (place, dimension) = try dimension(of: test, level, at: keys)
      let fits = fits(test, in: dimension, at: keys)
      steps.append(plan.step(.codes(plan.column(column(place)), fits)))
    }
    return all(steps)
  }

  /// A dimension and its place: of customers in the table, of orders among those of orders.
  private func dimension(
    of test: DimensionTest, _ level: Dimension.Level, at keys: [AnyKey]
  ) throws(TagRulesError) -> (place: Int, dimension: Dimension) {
    let ofLevel = dimensions.enumerated().filter { $0.element.level == level }
    if let place = ofLevel.firstIndex(where: { $0.element.name == test.dimension }) {
      return (level == .order ? place : ofLevel[place].offset, ofLevel[place].element)
    }
    if let other = dimensions.first(where: { $0.name == test.dimension }) {
      throw TagRulesError(
        .otherLevel(test.dimension, is: other.level), at: keys + [AnyKey(test.dimension)])
    }
    let hint = wordHint(test.dimension, among: ofLevel.map(\.element.name), called: "dimensions")
    throw TagRulesError(.unknownDimension(test.dimension, hint: hint), at: keys)
  }

  /// Which codes fit; notes values that nobody has.
  private mutating func fits(
    _ test: DimensionTest, in dimension: Dimension, at keys: [AnyKey]
  ) -> [Bool] {
    var fits = [Bool](repeating: test.isNegated, count: dimension.valueCount)
    for value in test.values {
      if let code = dimension.code(of: value) {
        fits[code] = !test.isNegated
      } else if !value.isEmpty {
        let path = (keys + [AnyKey(test.dimension)]).path
        // Among very many values the nearest is dear to find, and says little.
        let known = dimension.valueCount <= 1_000 ? dimension.values : []
        let near = nearestWord(to: value, among: known)
        notes.append(
          "\(path): nobody has \(value)" + (near.map { "; did you mean \($0)?" } ?? ""))
      }
    }
    return fits
  }
}

/// Bounds as whole numbers, all of them said; `below` and `above` are the last number inside.
struct WholeBounds {
  let atLeast: Int64
  let above: Int64
  let atMost: Int64
  let below: Int64
}

extension TagBounds {
  /// - Precondition: Numbers are whole and fit in 63 bits.
  fileprivate var whole: WholeBounds { scaled { Int64($0.numerator) } }

  fileprivate func scaled(_ units: (ExactNumber) -> Int64) -> WholeBounds {
    let (low, high) = (TagPlan.none + 1, Int64.max)
    let same = exactly.map(units)
    return WholeBounds(
      atLeast: max(atLeast.map(units) ?? low, same ?? low),
      above: above.map { units($0) + 1 } ?? low,
      atMost: min(atMost.map(units) ?? high, same ?? high),
      below: below.map { units($0) - 1 } ?? high)
  }
}

extension TagMetric.Kind {
  /// Whether values can lie between two whole numbers.
  var isMean: Bool { self == .averageOrderValue || self == .averageGapDays }
}
