/// Where one customer came from.
public struct SegmentChange: Hashable, Sendable {
  /// The segment on the last day; `nil` without one.
  public let current: Segment?
  /// The segment before the last one that the customer had, which is another; `nil` until the
  /// first change.
  public let previous: Segment?
  /// The first of the days with the last segment after ``previous``; `nil` until the first change.
  public let changedOn: Day?
}

/// Each customer's segment, the one before it, and since when, over a list of days.
///
/// Days without a segment, before the first purchase or outside the history, are no change: the
/// segment before them is remembered.
///
/// ```swift
/// let trail = try orders.segmentTrail(asOf: monthEnds)
/// trail[7].current?.name     // "At Risk"
/// trail[7].previous?.name    // Loyal
/// trail[7].changedOn         // 2026-03-31
/// ```
public struct SegmentTrail: Hashable, Sendable {
  /// Ascending.
  public let days: [Day]
  /// What segments were made by.
  public let map: SegmentMap
  /// One a customer.
  private var steps: [Step]

  /// 255 for no segment, and -1 for no day.
  private struct Step: Hashable, Sendable {
    var current: UInt8 = .max
    /// The last segment there was.
    var last: UInt8 = .max
    var previous: UInt8 = .max
    var changed: Int32 = -1
  }

  fileprivate init(days: [Day], map: SegmentMap, customerCount: Int) {
    self.days = days
    self.map = map
    steps = Array(repeating: Step(), count: customerCount)
  }

  /// Adds the segments of the next day; `nil` when nobody had one.
  fileprivate mutating func add(_ scores: RFMScores?, day: Int) {
    guard let scores else {
      for customer in steps.indices { steps[customer].current = .max }
      return
    }
    var customer = 0
    for block in scores.cells.blocks.indices {
      for segment in scores.segmentPlaces(of: block) {
        steps[customer].current = segment
        if segment != .max && segment != steps[customer].last {
          if steps[customer].last != .max {
            steps[customer].previous = steps[customer].last
            steps[customer].changed = Int32(day)
          }
          steps[customer].last = segment
        }
        customer += 1
      }
    }
  }
}

extension SegmentTrail: RandomAccessCollection {
  /// The first customer number.
  public var startIndex: Int { 0 }

  /// The number of customers in the table.
  public var endIndex: Int { steps.count }

  /// Where a customer is and came from.
  public subscript(customer: Int) -> SegmentChange {
    let step = steps[customer]
    func segment(_ place: UInt8) -> Segment? { place == .max ? nil : map.segments[Int(place)] }
    return SegmentChange(
      current: segment(step.current), previous: segment(step.previous),
      changedOn: step.changed < 0 ? nil : days[Int(step.changed)])
  }
}

extension OrderTable {
  /// Each customer's segment over a list of as-of days, on one fitted scale.
  ///
  /// - Throws: ``RFMError`` when scale and map do not fit, or amounts are in another currency.
  /// - Precondition: `days` strictly ascend.
  /// - Complexity: One pass over the orders for each day; memory for one day.
  public func segmentTrail(
    asOf days: [Day], scale: FittedRFMScale, map: SegmentMap = .elevenSegments,
    threads: Int? = nil
  ) throws(RFMError) -> SegmentTrail {
    try trail(days, map) { day throws(RFMError) in
      try rfm(asOf: day, scale: scale, map: map, threads: threads)
    }
  }

  /// Each customer's segment over a list of as-of days, on a scale that is fitted to every day.
  ///
  /// - Throws: ``RFMError`` when scale and map do not fit, or the scale cannot be used.
  /// - Precondition: `days` strictly ascend.
  /// - Complexity: One pass over the orders for each day; memory for one day.
  public func segmentTrail(
    asOf days: [Day], scale: RFMScale = .quantile(5), map: SegmentMap = .elevenSegments,
    monetary: MonetaryMeasure = .sum, history: OrderHistory = .all, threads: Int? = nil
  ) throws(RFMError) -> SegmentTrail {
    try trail(days, map) { day throws(RFMError) in
      try rfm(
        asOf: day, scale: scale, map: map, monetary: monetary, history: history,
        threads: threads)
    }
  }

  private func trail(
    _ days: [Day], _ map: SegmentMap, _ scores: (Day) throws(RFMError) -> RFMScores?
  ) throws(RFMError) -> SegmentTrail {
    precondition(
      zip(days, days.dropFirst()).allSatisfy { $0 < $1 }, "as-of days must strictly ascend")
    var trail = SegmentTrail(days: days, map: map, customerCount: customerCount)
    for (place, day) in days.enumerated() { trail.add(try scores(day), day: place) }
    return trail
  }
}
