import ClienteleKernels

/// Customers divided into named groups: by region, first channel, segment, tier …
///
/// ```swift
/// let regions = orders.customerGroups(by: "region")!
/// regions.names[0]      // 上海
/// let channels = orders.customerGroups(byFirst: "channel")!
/// channels.count        // 4
/// ```
public struct CustomerGroups: Hashable, Sendable, Codable {
  /// What the groups are called; a group's number is its place here.
  public let names: [String]
  /// One group a customer, by number; `.max` for customers in none.
  private let codes: [UInt32]

  /// - Parameters:
  ///   - names: What the groups are called.
  ///   - groups: For each customer number the place of a name; `nil` for no group. Customers beyond
  ///     the end are in none.
  /// - Precondition: Every place is one of `names`.
  public init(names: [String], groups: [Int?]) {
    precondition(
      groups.allSatisfy { $0.map(names.indices.contains) ?? true }, "a group without a name")
    self.names = names
    codes = groups.map { $0.map(UInt32.init) ?? .max }
  }

  init(names: [String], codes: [UInt32]) {
    self.names = names
    self.codes = codes
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    names = try container.decode([String].self, forKey: .names)
    codes = try container.decode([UInt32].self, forKey: .codes)
    guard codes.allSatisfy({ $0 == .max || $0 < names.count }) else {
      throw decoder.refusal("a group without a name")
    }
  }

  /// The number of groups.
  public var count: Int { names.count }

  /// The numbers of the customers in a group, ascending.
  ///
  /// - Precondition: `group` is the place of a name.
  /// - Complexity: O(customers).
  public func members(of group: Int) -> [Int] {
    precondition(names.indices.contains(group), "a group without a name")
    return codes.indices.filter { codes[$0] == group }
  }

  /// How many customers each group has.
  ///
  /// - Complexity: O(customers + groups).
  public var customerCounts: [Int] {
    codes.reduce(into: Array(repeating: 0, count: names.count)) { counts, code in
      if code != .max { counts[Int(code)] += 1 }
    }
  }

  /// A customer's group, or `nil`.
  ///
  /// - Precondition: `customer` is not negative.
  /// - Complexity: O(1).
  @inline(__always)
  public func group(of customer: Int) -> Int? {
    customer < codes.count && codes[customer] != .max ? Int(codes[customer]) : nil
  }

  /// Customers from here on are in no group.
  var customerLimit: Int { codes.count }
}

extension OrderTable {
  /// Customers by the value of one of their own dimensions (region …); `nil` when there is no
  /// such dimension of customers.
  ///
  /// - Complexity: O(customers + values).
  public func customerGroups(by name: String) -> CustomerGroups? {
    guard let index = dimensions.firstIndex(where: { $0.name == name }),
      let codes = customerProperties[index]?.codes
    else { return nil }
    return CustomerGroups(
      names: dimensions[index].values, codes: (0..<customerCount).map { codes[$0] })
  }

  /// Customers by the value of a dimension of orders (category, channel …) in their first
  /// purchase; `nil` when there is no such dimension. Of several purchases on the first day the
  /// smallest decides, of several equal ones the value that comes first: the order of rows does
  /// not matter. Customers without a purchase are in no group.
  ///
  /// - Complexity: O(customers + values).
  public func customerGroups(byFirst name: String) -> CustomerGroups? {
    let ofOrders = dimensions.filter { $0.level == .order }
    guard let index = ofOrders.firstIndex(where: { $0.name == name }) else { return nil }
    let codes = (0..<customerCount).map { customer in
      purchases.rows(of: customer).first.map { purchases.codes[index][$0] } ?? .max
    }
    return CustomerGroups(names: ofOrders[index].values, codes: codes)
  }
}
