public import Clientele

/// What became of every record of a file, and of its money. Nothing is lost without a word:
///
/// `records = loaded + skipped + rejected + blank`, and likewise the amounts. What is loaded is
/// exactly the revenue of the table.
public struct LoadAccount: Hashable, Sendable {
  /// Some records, and what their amounts add up to.
  public struct Tally: Hashable, Sendable {
    public internal(set) var records = 0
    /// In minor units, less what the records themselves say was paid back; records whose amount
    /// cannot be read add nothing.
    public internal(set) var amount: Int128 = 0

    mutating func add(_ recordAmount: Int64, refund: Int64) {
      records += 1
      amount += Int128(recordAmount) - Int128(refund)
    }

    static func += (left: inout Tally, right: Tally) {
      left.records += right.records
      left.amount += right.amount
    }

    mutating func take(_ other: Tally) {
      records -= other.records
      amount -= other.amount
    }
  }

  /// Records of the file, its header not counted.
  public internal(set) var records = 0
  /// What the records of the file add up to, as far as it can be read, in minor units.
  public internal(set) var amount: Int128 = 0
  public internal(set) var loaded = Tally()
  public internal(set) var skipped: [SkipReason: Tally] = [:]
  public internal(set) var rejected = Tally()
  /// Empty lines.
  public internal(set) var blank = 0

  /// The first and last day of the loaded records.
  public internal(set) var days: ClosedRange<Day>?
  /// Times that the shop's clocks skipped. They keep the date that was written.
  public internal(set) var skippedTimeCount = 0
  /// Times that the shop's clocks showed twice. They keep the date that was written.
  public internal(set) var repeatedTimeCount = 0
  /// What loaded records say was paid back of them, in a column of refunds or by their status,
  /// in minor units. A refund that is a record of its own is not in it.
  public internal(set) var refundColumnAmount: Int128 = 0
  /// Records that repeat another one of their order in every respect and were kept.
  public internal(set) var identicalKeptCount = 0
  /// Orders that were refunded in full and so are no purchases.
  public internal(set) var fullyRefundedOrderCount = 0
  /// Refunds that name no known order.
  public internal(set) var unlinkedRefundCount = 0
  /// For each dimension by which lines of one order differ, how many orders have such lines: each
  /// counts under the lowest of the values (`Dimension.Level.order`).
  public internal(set) var mixedOrderCounts: [String: Int] = [:]
  /// How many records had each status.
  public internal(set) var statuses: [String: Int] = [:]

  public init() {}

  /// All skipped records.
  public var skippedCount: Int { skipped.values.reduce(0) { $0 + $1.records } }

  /// Every record is in one place, and every amount.
  public var isBalanced: Bool {
    let skippedAmount = skipped.values.reduce(0) { $0 + $1.amount }
    return records == loaded.records + skippedCount + rejected.records + blank
      && amount == loaded.amount + skippedAmount + rejected.amount
  }

  /// Adds the account of another stretch of the same file.
  mutating func merge(_ other: LoadAccount) {
    records += other.records
    amount += other.amount
    loaded += other.loaded
    skipped.merge(other.skipped) { left, right in
      var sum = left
      sum += right
      return sum
    }
    rejected += other.rejected
    blank += other.blank
    if let theirs = other.days {
      days =
        days.map {
          min($0.lowerBound, theirs.lowerBound)...max($0.upperBound, theirs.upperBound)
        } ?? theirs
    }
    skippedTimeCount += other.skippedTimeCount
    repeatedTimeCount += other.repeatedTimeCount
    refundColumnAmount += other.refundColumnAmount
    statuses.merge(other.statuses) { $0 + $1 }
  }
}

extension LoadAccount {
  /// Takes in what the table made of the records: what it left out was not loaded after all.
  mutating func include(_ fold: FoldAccount, dimensions: [String]) {
    identicalKeptCount = fold.identicalKept
    fullyRefundedOrderCount = fold.fullyRefundedOrders
    unlinkedRefundCount = fold.unlinkedRefunds
    move(fold.zeroAmount, to: .zeroAmount)
    move(fold.identicalDropped, to: .identical)
    move(fold.conflictsDropped, to: .conflict)
    move(fold.refundsIgnored, to: .refund)
    rejected += takeBack(fold.conflicting)
    for (name, count) in zip(dimensions, fold.mixedOrders) where count > 0 {
      mixedOrderCounts[name] = count
    }
  }

  private mutating func move(_ records: FoldAccount.Skipped, to reason: SkipReason) {
    guard records.records > 0 else { return }
    skipped[reason, default: Tally()] += takeBack(records)
  }

  private mutating func takeBack(_ records: FoldAccount.Skipped) -> Tally {
    let tally = Tally(records: records.records, amount: records.amount)
    loaded.take(tally)
    refundColumnAmount -= records.refunds
    return tally
  }
}
