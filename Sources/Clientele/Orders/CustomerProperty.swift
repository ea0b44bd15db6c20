package import ClienteleKernels

/// A dimension's value for each customer, and how late it was said: a table of other orders may
/// know better.
package struct CustomerProperty: Sendable {
  /// One code a customer.
  package let codes: Column<UInt32>
  /// When each value was said; ``never`` where none was.
  private let dates: Column<Int64>

  private static let never = Int64.min
  /// What a purchase says counts for more than what a refund says, however late.
  private static let purchase = Int64(1) << 40

  private typealias Saying = (code: UInt32, date: Int64)

  /// The value on the customer's latest day that has one: the lowest of them, so that the order of
  /// rows on a day does not matter.
  ///
  /// - Parameters:
  ///   - index: Which of the columns of codes holds the values.
  ///   - empty: The code of no value.
  init(
    _ index: Int, of purchases: ClusteredColumns, _ refunds: ClusteredColumns?,
    ignoring empty: UInt32?, on budget: MemoryBudget
  ) throws(MemoryFailure) {
    try self.init(memberCount: purchases.memberCount, on: budget) { member in
      if let bought = purchases.latest(index, of: member, ignoring: empty) {
        return (bought.code, Int64(bought.key) + Self.purchase)
      }
      if let returned = refunds?.latest(index, of: member, ignoring: empty) {
        return (returned.code, Int64(returned.key))
      }
      return (empty ?? 0, Self.never)
    }
  }

  /// What two tables know of their customers, as if one had been made of all rows.
  ///
  /// - Parameters:
  ///   - origins: For each of the two the old number of each new customer, or `nil`.
  ///   - codes: For each of the two the new code of each old one; `nil` when all keep theirs.
  init(
    joining properties: (CustomerProperty, CustomerProperty), memberCount: Int,
    origins: (@Sendable (Int) -> Int?, @Sendable (Int) -> Int?),
    codes: (Column<UInt32>?, Column<UInt32>?), empty: UInt32?, on budget: MemoryBudget
  ) throws(MemoryFailure) {
    let nothing: Saying = (empty ?? 0, Self.never)
    try self.init(memberCount: memberCount, on: budget) { member in
      let first = origins.0(member).map { properties.0.saying($0, codes.0) } ?? nothing
      let second = origins.1(member).map { properties.1.saying($0, codes.1) } ?? nothing
      if first.date != second.date { return first.date > second.date ? first : second }
      return first.code < second.code ? first : second
    }
  }

  private func saying(_ member: Int, _ newCodes: Column<UInt32>?) -> Saying {
    let code = codes[member]
    return (newCodes.map { $0[Int(code)] } ?? code, dates[member])
  }

  private init(
    memberCount: Int, on budget: MemoryBudget, _ saying: (Int) -> Saying
  ) throws(MemoryFailure) {
    codes = try Column(count: memberCount, on: budget) { output in
      for member in 0..<memberCount { output.append(saying(member).code) }
    }
    dates = try Column(count: memberCount, on: budget) { output in
      for member in 0..<memberCount { output.append(saying(member).date) }
    }
  }
}

extension ClusteredColumns {
  /// The latest key with a code that is not the ignored one, and the lowest such code of that key.
  fileprivate func latest(
    _ index: Int, of member: Int, ignoring empty: UInt32?
  ) -> (key: Int32, code: UInt32)? {
    var latest: (key: Int32, code: UInt32)?
    for row in rows(of: member).reversed() {
      if let latest, keys[row] < latest.key { break }
      let code = codes[index][row]
      if code != empty { latest = (keys[row], min(code, latest?.code ?? code)) }
    }
    return latest
  }
}
