import ClienteleKernels

/// Every customer's value so far, part by part: the result of ``PastValue``.
///
/// A collection with one element per customer number; `nil` for customers without a purchase.
public struct PastValues: Hashable, Sendable {
  /// The last day that was seen.
  public let asOf: Day
  /// What the parts are measured by.
  public private(set) var columns: ValueColumns
  private let currency: Currency
  private let sums: [ValueSums?]
  /// The value of those whom each customer sent; `nil` when nobody knows.
  private var referred: [Int128]?

  init(asOf day: Day, columns: ValueColumns, sums: [ValueSums?], in currency: Currency) {
    asOf = day
    self.columns = columns
    self.currency = currency
    self.sums = sums
  }

  /// All customers together. Referrals are the value of customers who were sent: it is in the other
  /// parts already.
  ///
  /// - Complexity: O(customers).
  public var total: PastValueParts { parts(of: sums.indices) }

  /// The customers of each group together, in the order of the groups' names.
  ///
  /// - Complexity: O(customers).
  public func totals(by groups: CustomerGroups) -> [PastValueParts] {
    var members = [[Int]](repeating: [], count: groups.count)
    for customer in sums.indices {
      if let group = groups.group(of: customer) { members[group].append(customer) }
    }
    return members.map { parts(of: $0) }
  }

  private func parts(of customers: some Sequence<Int>) -> PastValueParts {
    var sum = ValueSums()
    var sent: Int128 = 0
    for customer in customers {
      guard let parts = sums[customer] else { continue }
      sum += parts
      sent += referred?[customer] ?? 0
    }
    return PastValueParts(
      sum, referred: referred == nil ? nil : sent, columns: columns, in: currency)
  }

  /// The same values with what each customer's referrals brought.
  ///
  /// - Parameters:
  ///   - referrers: For each customer number who sent them; `nil` for nobody. Only customers with a
  ///     purchase count, and nobody sends themselves.
  ///   - share: How much of a customer's value is owed to whoever sent them, to a millionth.
  /// - Precondition: One referrer a customer, and `share` lies in 0...1.
  /// - Complexity: O(customers).
  ///
  /// Only those whom a customer sent themselves count, not those whom they sent in turn.
  public func withReferrals(by referrers: [Int?], share: Double = 1) -> PastValues {
    precondition(referrers.count == sums.count, "one referrer a customer, or none")
    var brought = [Int128](repeating: 0, count: sums.count)
    for (customer, referrer) in referrers.enumerated() {
      guard let referrer, referrer != customer, let value = sums[customer]?.value,
        sums[referrer] != nil
      else { continue }
      brought[referrer] += value
    }
    let millionths = Millionths(share).value
    var values = self
    values.referred = brought.map { scaled($0, by: millionths, over: 1_000_000) }
    values.columns.addReferrals()
    return values
  }
}

extension PastValues: RandomAccessCollection {
  /// The first customer number.
  public var startIndex: Int { 0 }

  /// The number of customers in the table, also of those without a purchase.
  public var endIndex: Int { sums.count }

  /// One customer's value; `nil` without a purchase.
  public subscript(customer: Int) -> PastValueParts? {
    sums[customer].map {
      PastValueParts($0, referred: referred?[customer], columns: columns, in: currency)
    }
  }
}

/// Who sent whom, as far as a column says it.
public struct Referrers: Hashable, Sendable {
  /// For each customer number who sent them; `nil` for nobody who is known.
  public let customers: [Int?]
  /// Ids in the column that are no customer's, in byte order.
  public let unknown: [String]
  /// Customers who are said to have sent themselves.
  public let selfReferralCount: Int
}

extension OrderTable {
  /// What each customer has brought so far, split by where it came from.
  ///
  /// - Parameters:
  ///   - day: The last day that is seen.
  ///   - category: A dimension of orders by which cross-sell is told from repeat purchase.
  /// - Complexity: One pass over the orders and their lines.
  public func pastValue(asOf day: Day, category: String? = nil) -> PastValues {
    run(PastValue(of: self, asOf: day, category: category))
  }

  /// Who sent whom, by a dimension of customers that holds ids of customers; `nil` when there is no
  /// such dimension.
  ///
  /// - Complexity: O(customers + values × log customers).
  public func referrers(in name: String) -> Referrers? {
    guard let index = dimensions.firstIndex(where: { $0.name == name && $0.level == .customer }),
      let codes = customerProperties[index]?.codes
    else { return nil }
    let values = dimensions[index].values
    let known = values.map { id -> Int? in
      customers.number(of: id).flatMap { purchases.rows(of: $0).isEmpty ? nil : $0 }
    }
    var selfReferralCount = 0
    let referrers = (0..<customerCount).map { customer -> Int? in
      guard let referrer = known[Int(codes[customer])] else { return nil }
      if referrer == customer { selfReferralCount += 1 }
      return referrer == customer ? nil : referrer
    }
    return Referrers(
      customers: referrers,
      unknown: zip(values, known).filter { !$0.isEmpty && $1 == nil }.map(\.0),
      selfReferralCount: selfReferralCount)
  }
}
