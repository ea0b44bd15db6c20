/// How many customers stand in each stage as of one day.
public struct LifecycleSnapshot: Hashable, Sendable, Codable {
  /// The last day that was seen.
  public let asOf: Day
  private let counts: [Int]

  init(asOf: Day, counts: [Int]) {
    self.asOf = asOf
    self.counts = counts
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    asOf = try container.decode(Day.self, forKey: .asOf)
    counts = try container.decode([Int].self, forKey: .counts)
    guard counts.count == LifecycleStage.allCases.count, counts.allSatisfy({ $0 >= 0 }) else {
      throw decoder.refusal("there must be a count for each of the stages")
    }
  }

  /// The customers in a stage.
  public subscript(stage: LifecycleStage) -> Int { counts[stage.rawValue] }

  /// Customers who bought within the first boundary.
  public var activeCount: Int {
    LifecycleStage.allCases.reduce(0) { $0 + ($1.isActive ? self[$1] : 0) }
  }

  /// Everyone with a purchase up to and including ``asOf``.
  public var customerCount: Int { counts.reduce(0, +) }
}

/// How many customers went from each stage to each between two days.
///
/// The stage `nil` stands for customers who had not bought yet. Row sums are the first day's
/// snapshot, column sums the second's.
public struct LifecycleMovement: Hashable, Sendable, Codable {
  public let from: Day
  public let to: Day
  /// `[8 × 8]`: row by row, the last row and column for no stage.
  private let counts: [Int]

  static let stateCount = LifecycleStage.allCases.count + 1
  static let none = LifecycleStage.allCases.count

  init(from: Day, to: Day, counts: [Int]) {
    self.from = from
    self.to = to
    self.counts = counts
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    from = try container.decode(Day.self, forKey: .from)
    to = try container.decode(Day.self, forKey: .to)
    counts = try container.decode([Int].self, forKey: .counts)
    guard counts.count == Self.stateCount * Self.stateCount, counts.allSatisfy({ $0 >= 0 }) else {
      throw decoder.refusal("there must be a count for each pair of stages")
    }
  }

  /// The customers who stood in `origin` on the first day and in `target` on the second.
  public subscript(origin: LifecycleStage?, target: LifecycleStage?) -> Int {
    counts[(origin?.rawValue ?? Self.none) * Self.stateCount + (target?.rawValue ?? Self.none)]
  }

  /// Every pair of stages that someone could have moved between, row by row.
  public static var pairs: [(origin: LifecycleStage?, target: LifecycleStage?)] {
    let states: [LifecycleStage?] = LifecycleStage.allCases + [nil]
    return states.flatMap { origin in states.map { (origin, $0) } }
  }

  /// 正向迁移: customers who drifted towards lost.
  public var decayCount: Int { count { $0.decayRank < $1.decayRank } }

  /// 反向迁移: customers who came nearer to active.
  public var recoveryCount: Int { count { $0.decayRank > $1.decayRank } }

  /// Customers who bought for the first time between the days.
  public var arrivalCount: Int {
    LifecycleStage.allCases.reduce(0) { $0 + self[nil, $1] }
  }

  /// Everyone who stood in a stage on the second day.
  func arrivals(in target: LifecycleStage) -> Int {
    stride(from: target.rawValue, to: counts.count, by: Self.stateCount)
      .reduce(0) { $0 + counts[$1] }
  }

  private func count(where moves: (LifecycleStage, LifecycleStage) -> Bool) -> Int {
    Self.pairs.reduce(0) { sum, pair in
      guard let origin = pair.origin, let target = pair.target, moves(origin, target) else {
        return sum
      }
      return sum + self[origin, target]
    }
  }
}
