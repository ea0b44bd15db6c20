/// What counts as a purchase, and what becomes of everything else.
///
/// Each choice changes figures, so none is made in silence: the caller can see them, set them,
/// and read in the load account how many records each one touched.
public struct OrderPolicies: Hashable, Sendable, Codable {
  /// What one record is.
  public enum Records: String, Hashable, Sendable, Codable, CaseIterable {
    /// A whole order. A second record with the same order id is a repeat or a conflict.
    case orders
    /// A line of an order. Records with the same order id are summed.
    case lines
  }

  /// Orders whose lines sum to zero.
  public enum ZeroAmountOrders: String, Hashable, Sendable, Codable, CaseIterable {
    /// Not purchases; counted under `zeroAmount`.
    case skip
    /// Purchases like any other, as the literature on CDNOW counts them.
    case count
  }

  /// Records that repeat another one of the same order in every respect: in a file byte for
  /// byte, columns that are not loaded included.
  public enum IdenticalRecords: String, Hashable, Sendable, Codable, CaseIterable {
    /// Two equal lines are two lines, and their number is reported. Where a record is a whole
    /// order only the first stays, so that a file read twice sells nothing twice; the others are
    /// counted under `identical`.
    case keepLines
    /// All stay and are summed, whole orders too; their number is reported.
    case keep
    /// Only the first stays; the others are counted under `identical`.
    case drop
  }

  /// An order id met twice with other content.
  public enum Conflicts: String, Hashable, Sendable, Codable, CaseIterable {
    /// An error naming both records.
    case refuse
    /// The first record stays; later ones are counted under `conflict`.
    case keepFirst
    /// The records are lines after all: their amounts are summed.
    case sum
  }

  /// Amounts paid back.
  public enum Refunds: String, Hashable, Sendable, Codable, CaseIterable {
    /// Lower revenue on their own day; the purchase stays a purchase.
    case net
    /// Ignored; counted under `refund`.
    case gross
    /// Booked on the original order; a fully refunded order is no purchase. A refund that names
    /// no known order stays on its own day.
    case restated
  }

  /// What frequency counts.
  public enum PurchaseUnit: String, Hashable, Sendable, Codable, CaseIterable {
    case orders
    /// All orders of a customer on one day are one purchase.
    case purchaseDays
  }

  public var records: Records = .orders
  public var zeroAmountOrders: ZeroAmountOrders = .skip
  public var identicalRecords: IdenticalRecords = .keepLines
  public var conflicts: Conflicts = .refuse
  public var refunds: Refunds = .net
  public var purchaseUnit: PurchaseUnit = .orders

  public init() {}

  /// Whether a record that repeats another one of its order is left out.
  package var dropsIdenticalRecords: Bool {
    switch identicalRecords {
    case .keepLines: records == .orders
    case .keep: false
    case .drop: true
    }
  }
}
