package import ClienteleKernels

/// Everything a reader hands over: rows, and the numberings of their codes.
package struct OrderSource: Sendable {
  /// Who the codes of customers stand for.
  package enum Customers: Sendable {
    /// What the batches' numbers of numberings stand for.
    case texts([TextNumbering])
    /// Ascending, without repeats; codes are places in here.
    case integers(Column<Int64>)
  }

  package struct DimensionSource: Sendable {
    package let name: String
    package let level: Dimension.Level
    /// What the batches' numbers of numberings stand for.
    package var numberings: [TextNumbering]

    package init(name: String, level: Dimension.Level, numberings: [TextNumbering]) {
      self.name = name
      self.level = level
      self.numberings = numberings
    }
  }

  package var batches: [OrderBatch]
  package var customers: Customers
  package var dimensions: [DimensionSource]
  package let currency: Currency
  package let policies: OrderPolicies
  /// What is kept of each line; `nil` when only whole orders are.
  package let lines: LineKind?

  package init(
    batches: [OrderBatch], customers: Customers, dimensions: [DimensionSource] = [],
    currency: Currency, policies: OrderPolicies, lines: LineKind? = nil
  ) {
    self.batches = batches
    self.customers = customers
    self.dimensions = dimensions
    self.currency = currency
    self.policies = policies
    self.lines = lines
  }
}

/// In what two records of one order deny each other.
public enum OrderDisagreement: String, Hashable, Sendable, CustomStringConvertible {
  case customer, day, content
  /// The order's amount no longer fits in 64 bits.
  case overflow

  public var description: String {
    switch self {
    case .customer: "another customer"
    case .day: "another day"
    case .content: "other content"
    case .overflow: "takes its amount out of range"
    }
  }
}

/// A record that says of an order what another record of it denies.
package struct OrderConflict: Hashable, Sendable {
  package let record: Int
  package let firstRecord: Int
  package let disagreement: OrderDisagreement
}

/// What became of records on their way to purchases and refunds.
package struct FoldAccount: Hashable, Sendable {
  /// Records and money that did not reach the table, by reason.
  package struct Skipped: Hashable, Sendable {
    package var records = 0
    /// What the records took in, less what they say was paid back of it.
    package var amount: Int128 = 0
    /// What the records say was paid back of them.
    package var refunds: Int128 = 0
  }

  package var identicalKept = 0
  package var identicalDropped = Skipped()
  package var zeroAmount = Skipped()
  package var conflictsDropped = Skipped()
  package var refundsIgnored = Skipped()
  package var fullyRefundedOrders = 0
  package var unlinkedRefunds = 0
  /// For each dimension how many orders have lines that differ in it; empty for none.
  package var mixedOrders: [Int] = []
  /// In record order; their records did not reach the table.
  package var conflicts: [OrderConflict] = []
  package var conflicting = Skipped()

  package init() {}

  mutating func merge(_ other: FoldAccount) {
    identicalKept += other.identicalKept
    identicalDropped.merge(other.identicalDropped)
    zeroAmount.merge(other.zeroAmount)
    conflictsDropped.merge(other.conflictsDropped)
    refundsIgnored.merge(other.refundsIgnored)
    fullyRefundedOrders += other.fullyRefundedOrders
    unlinkedRefunds += other.unlinkedRefunds
    for (dimension, count) in other.mixedOrders.enumerated() {
      countMixedOrders(count, of: dimension)
    }
    conflicts += other.conflicts
    conflicting.merge(other.conflicting)
  }

  mutating func countMixedOrders(_ count: Int, of dimension: Int) {
    while mixedOrders.count <= dimension { mixedOrders.append(0) }
    mixedOrders[dimension] += count
  }
}

extension FoldAccount.Skipped {
  mutating func add(_ row: OrderFolding.Row) {
    records += 1
    amount += Int128(row.amount) - Int128(row.refund)
    refunds += Int128(row.refund)
  }

  fileprivate mutating func merge(_ other: Self) {
    records += other.records
    amount += other.amount
    refunds += other.refunds
  }
}
