/// The six sources of a customer's value (客户终生价值 CLV1–CLV6).
public enum ValuePart: Int, Hashable, Sendable, CaseIterable, Comparable {
  /// CLV1: the margin of the first order.
  case firstOrder = 1
  /// CLV2: later orders in the categories of the first, at its prices and service cost.
  case repeatPurchases
  /// CLV3: later orders in other categories, at the first order's prices and service cost.
  case crossSell
  /// CLV4: what later orders cost less to serve than the first.
  case serviceCost
  /// CLV5: the value of customers who were sent by this one. It is the value of others, and stands
  /// beside the sum, so that nothing counts twice.
  case referrals
  /// CLV6: what later orders were sold dearer than at the first order's discount.
  case priceSensitivity

  /// `CLV1` through `CLV6`.
  public var code: String { "CLV\(rawValue)" }

  /// The part's name in figures: `firstOrder` …
  public var name: String {
    switch self {
    case .firstOrder: "firstOrder"
    case .repeatPurchases: "repeatPurchases"
    case .crossSell: "crossSell"
    case .serviceCost: "serviceCost"
    case .referrals: "referrals"
    case .priceSensitivity: "priceSensitivity"
    }
  }

  public static func < (left: ValuePart, right: ValuePart) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// Why a part of the value is not measurable: what the orders lack.
///
/// Its effect is not lost: it stays in ``ValuePart/repeatPurchases``, from which it cannot be told.
public enum MissingValueColumn: String, Hashable, Sendable, Codable, CaseIterable {
  case lines, category, lineAmounts, listPrice, serviceCost, referrer

  /// A sentence for the owner of the orders.
  public var sentence: String {
    switch self {
    case .lines: "the lines of the orders were not kept"
    case .category: "no column of categories is named"
    case .lineAmounts:
      "amounts stand on the first line of an order only: name the column of list prices"
    case .listPrice: "no column of list prices or discounts is named"
    case .serviceCost: "no column of service costs is named"
    case .referrer: "no column of referrers is named"
    }
  }
}

/// What the parts of a value could be measured by.
public struct ValueColumns: Hashable, Sendable, Codable {
  /// Whether the goods' cost was known.
  public enum Basis: String, Hashable, Sendable, Codable {
    /// What was paid less what the goods cost.
    case margin
    /// What was paid: the goods' cost is not known.
    case revenue
  }

  /// What every part is made of.
  public let basis: Basis
  private var reasons: [Int: MissingValueColumn]

  init(basis: Basis, missing reasons: [ValuePart: MissingValueColumn]) {
    self.basis = basis
    self.reasons = [:]
    for (part, reason) in reasons { self.reasons[part.rawValue] = reason }
  }

  /// Why a part is not measurable; `nil` when it is.
  public func missing(for part: ValuePart) -> MissingValueColumn? { reasons[part.rawValue] }

  /// The parts that are not measurable, in their order.
  public var missingParts: [ValuePart] {
    ValuePart.allCases.filter { reasons[$0.rawValue] != nil }
  }

  /// Referrals have been measured.
  mutating func addReferrals() { reasons[ValuePart.referrals.rawValue] = nil }
}
