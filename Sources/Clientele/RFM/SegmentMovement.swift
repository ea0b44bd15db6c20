/// How many customers went from each segment to each between two days.
///
/// The segment `nil` stands for customers without one: they had not bought yet, or not within the
/// history. Row sums are the first day's segments, column sums the second's.
///
/// ```swift
/// let spring = try orders.rfm(asOf: "2026-03-31")!
/// let autumn = try orders.rfm(asOf: "2026-09-30", scale: spring.scale)!
/// let movement = autumn.movement(from: spring)
/// movement["Champions", "Loyal"]        // 10
/// ```
///
/// On one fitted scale, customers move because they change; on scales fitted to each day, also
/// because others do.
public struct SegmentMovement: Hashable, Sendable, Codable {
  /// The first day.
  public let from: Day
  /// The second day.
  public let to: Day
  /// The map's segments.
  public let segments: [Segment]
  /// `[(segmentCount + 1)²]`: row by row, the last row and column for no segment.
  private let counts: [Int]

  init(from: Day, to: Day, segments: [Segment], counts: [Int]) {
    self.from = from
    self.to = to
    self.segments = segments
    self.counts = counts
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    from = try container.decode(Day.self, forKey: .from)
    to = try container.decode(Day.self, forKey: .to)
    segments = try container.decode([Segment].self, forKey: .segments)
    counts = try container.decode([Int].self, forKey: .counts)
    let stateCount = segments.count + 1
    guard counts.count == stateCount * stateCount, counts.allSatisfy({ $0 >= 0 }) else {
      throw decoder.refusal("there must be a count for each pair of segments")
    }
  }

  /// The customers who were in one segment on the first day and in another on the second, by the
  /// segments' places in the map; `nil` for none.
  ///
  /// - Precondition: Places are those of ``segments``.
  public subscript(origin: Int?, target: Int?) -> Int {
    let none = segments.count
    let (row, column) = (origin ?? none, target ?? none)
    precondition((0...none).contains(row) && (0...none).contains(column), "no such segment")
    return counts[row * (none + 1) + column]
  }

  /// The same by name, in English or Chinese; 0 for names that the map does not have.
  public subscript(origin: String, target: String) -> Int {
    guard let row = place(of: origin), let column = place(of: target) else { return 0 }
    return self[row, column]
  }

  /// Customers who had a segment on the first day and have another on the second.
  public var changedCount: Int { count { $0 != nil && $1 != nil && $0 != $1 } }

  /// Customers who have the same segment on both days.
  public var unchangedCount: Int { count { $0 != nil && $0 == $1 } }

  /// Customers without a segment on the first day and with one on the second.
  public var arrivalCount: Int { count { $0 == nil && $1 != nil } }

  private func place(of name: String) -> Int? {
    segments.firstIndex { $0.name == name || $0.chineseName == name }
  }

  private func count(where counts: (Int?, Int?) -> Bool) -> Int {
    let places = segments.indices.map(Optional.some) + [nil]
    return places.reduce(0) { sum, origin in
      places.reduce(sum) { $0 + (counts(origin, $1) ? self[origin, $1] : 0) }
    }
  }
}

extension RFMScores {
  /// How customers moved since an earlier day.
  ///
  /// - Precondition: `earlier` is of the same table and has the same map.
  /// - Complexity: O(customers).
  public func movement(from earlier: RFMScores) -> SegmentMovement {
    precondition(earlier.map == map, "movement is between segments of one map")
    precondition(earlier.count == count, "movement is between days of one table")
    let none = map.segments.count
    var counts = [Int](repeating: 0, count: (none + 1) * (none + 1))
    func row(_ cell: UInt16) -> Int {
      cell == CellScoring.nobody ? none : Int(map.places[Int(cell)])
    }
    for (origin, target) in zip(earlier.cells.blocks.joined(), cells.blocks.joined()) {
      counts[row(origin) * (none + 1) + row(target)] += 1
    }
    return SegmentMovement(
      from: earlier.values.day, to: values.day, segments: map.segments, counts: counts)
  }
}
