import ClienteleKernels

/// Where the figures and bits of some customers at a time are worked out.
struct TagBench {
  /// Customers at a time: their figures stay in a core's nearest cache.
  static let laneCount = 1_024
  private static let wordCount = laneCount / 64

  private let sources: TagSources
  private let day: Day
  private let cuts: (active: Day, silent: Day, sleeping: Day)
  private let scans: [TagPlan.Scan]
  private let columns: [TagPlan.Column]
  private let steps: [TagPlan.Step]
  private let codes: TagRowCodes
  /// For each scan the columns that are made of it.
  private let columnsOfScans: [[(column: Int, kind: TagMetric.Kind, roundedUp: Bool)]]
  /// Columns of other things.
  private let otherColumns: [Int]
  private var events = TierEvents()
  /// Of each customer, all orders by the day.
  private var everything: [TagFigures] = []
  /// For each column a value of each customer.
  private var values: [[Int64]]
  /// For each step the bits of all customers.
  private var bits: [UInt64]

  init(_ tagging: Tagging, for block: borrowing CustomerBlock) {
    let plan = tagging.plan
    sources = tagging.sources
    day = plan.day
    cuts = plan.boundaries.cuts(at: plan.day + 1)
    scans = plan.scans
    columns = plan.columns
    steps = plan.steps
    codes = TagRowCodes(tagging.sources, of: block)
    var ofScans = plan.scans.map { _ in
      [(column: Int, kind: TagMetric.Kind, roundedUp: Bool)]()
    }
    var others: [Int] = []
    for (place, column) in plan.columns.enumerated() {
      switch column {
      case .floor(let kind, let scan): ofScans[scan].append((place, kind, false))
      case .ceiling(let kind, let scan): ofScans[scan].append((place, kind, true))
      default: others.append(place)
      }
    }
    columnsOfScans = ofScans
    otherColumns = others
    values = plan.columns.map { _ in [Int64](repeating: TagPlan.none, count: Self.laneCount) }
    bits = [UInt64](repeating: 0, count: plan.steps.count * Self.wordCount)
  }

  /// The bits of a step; what lies beyond the last customer means nothing.
  func bits(of step: Int) -> ArraySlice<UInt64> {
    bits[step * Self.wordCount..<(step + 1) * Self.wordCount]
  }

  /// Works out every step for some customers.
  mutating func evaluate(_ positions: Range<Int>, of block: borrowing CustomerBlock) {
    fill(positions, of: block)
    // Beyond the last customer nobody has bought.
    for column in values.indices {
      for lane in positions.count..<Self.laneCount { values[column][lane] = TagPlan.none }
    }
    for (place, step) in steps.enumerated() { work(out: step, at: place * Self.wordCount) }
  }

  private mutating func work(out step: TagPlan.Step, at place: Int) {
    switch step {
    case .range(let column, let range):
      compare(column, at: place) { range.contains($0) }
    case .codes(let column, let fits):
      compare(column, at: place) { $0 >= 0 && fits[Int($0)] }
    case .not(let operand):
      for word in 0..<Self.wordCount {
        bits[place + word] = ~bits[operand * Self.wordCount + word]
      }
    case .all(let operands):
      for word in 0..<Self.wordCount {
        bits[place + word] = operands.reduce(.max) { $0 & bits[$1 * Self.wordCount + word] }
      }
    case .any(let operands):
      for word in 0..<Self.wordCount {
        bits[place + word] = operands.reduce(0) { $0 | bits[$1 * Self.wordCount + word] }
      }
    }
  }

  @inline(__always)
  private mutating func compare(_ column: Int, at place: Int, _ fits: (Int64) -> Bool) {
    let lanes = values[column]
    for word in 0..<Self.wordCount {
      var found: UInt64 = 0
      for bit in 0..<64 where fits(lanes[word * 64 + bit]) { found |= 1 << UInt64(bit) }
      bits[place + word] = found
    }
  }
}

/// Customers' figures.
extension TagBench {
  private mutating func fill(_ positions: Range<Int>, of block: borrowing CustomerBlock) {
    everything.removeAll(keepingCapacity: true)
    for (place, scan) in scans.enumerated() {
      let filled = columnsOfScans[place]
      for (lane, position) in positions.enumerated() {
        let figures = TagFigures(of: scan, at: position, in: block, codes)
        for (column, kind, roundedUp) in filled {
          values[column][lane] = figures.value(of: kind, roundedUp: roundedUp, asOf: day)
        }
        if place == TagPlan.everything { everything.append(figures) }
      }
    }
    for place in otherColumns {
      let column = columns[place]
      for (lane, position) in positions.enumerated() {
        values[place][lane] = value(column, everything[lane], position, of: block)
      }
    }
  }

  private mutating func value(
    _ column: TagPlan.Column, _ figures: TagFigures, _ position: Int,
    of block: borrowing CustomerBlock
  ) -> Int64 {
    // Nobody who has not bought carries a tag.
    guard figures.orders > 0 else { return TagPlan.none }
    let customer = block.firstCustomer + position
    switch column {
    case .firstDay: return Int64(figures.firstDay)
    case .lastDay: return Int64(figures.lastDay)
    case .stage: return Int64(stage(figures, position, of: block).rawValue)
    case .tier: return tier(position, of: block)
    case .segment:
      return sources.scores?.segmentPlace(of: customer).map(Int64.init) ?? TagPlan.none
    case .score(let dimension):
      let code = sources.scores?[customer]?.code
      return code.map { Int64($0[dimension]) } ?? TagPlan.none
    case .customer(let dimension):
      return Int64(sources.customers[dimension]![customer])
    case .firstOrder(let place):
      return codes.code(place, of: block.purchases(at: position).lowerBound)
    case .lastOrder(let place):
      return codes.code(place, of: block.purchases(at: position).lowerBound + figures.orders - 1)
    case .floor, .ceiling: preconditionFailure("figures have been filled in")
    }
  }

  private func stage(
    _ figures: TagFigures, _ position: Int, of block: borrowing CustomerBlock
  ) -> LifecycleStage {
    if figures.lastDay < cuts.sleeping.number { return .lost }
    if figures.lastDay < cuts.silent.number { return .sleeping }
    if figures.lastDay < cuts.active.number { return .silent }
    let last = block.purchases(at: position).lowerBound + figures.orders - 1
    let isRepeat =
      figures.orders > 1 && block.purchaseDays[last - 1] >= cuts.active.number
    if figures.firstDay >= cuts.active.number { return isRepeat ? .newRepeat : .newOneTime }
    return isRepeat ? .existingRepeat : .existingOneTime
  }

  private mutating func tier(_ position: Int, of block: borrowing CustomerBlock) -> Int64 {
    events.take(position, of: block, for: sources.tiers)
    var tier = TierPlan.none
    TierWalk.changes(of: events, on: sources.tiers, sources.tierDates, through: day.number) {
      tier = $1
    }
    return tier == TierPlan.none ? TagPlan.none : Int64(tier)
  }
}
