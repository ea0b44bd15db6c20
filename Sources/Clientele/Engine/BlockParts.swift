/// The rows of a block dealt to groups, so that an analysis can be fed with each group alone.
///
/// Rows are copied: twelve bytes each, within a block that fits in cache. Customers without a row
/// in a group are not in its part.
struct BlockParts {
  /// One group's customers and rows: ranges of the arrays below.
  struct Part {
    let group: Int
    let customers: Range<Int>
    /// Where each customer's rows begin, counted from the part's first, and where the last end.
    let starts: Range<Int>
    let purchases: Range<Int>
    let refunds: Range<Int>
  }

  private(set) var parts: [Part] = []
  /// Customer numbers.
  private(set) var customers: [UInt32] = []
  private(set) var purchaseStarts: [UInt32] = []
  private(set) var purchaseDays: [Int32] = []
  private(set) var purchaseAmounts: [Int64] = []
  private(set) var refundStarts: [UInt32] = []
  private(set) var refundDays: [Int32] = []
  private(set) var refundAmounts: [Int64] = []

  /// - Parameters:
  ///   - block: The rows to deal.
  ///   - groupCount: The number of groups.
  ///   - purchaseGroup: The group of a purchase by position and row, or `nil`.
  ///   - refundGroup: The same of a refund.
  init(
    _ block: borrowing CustomerBlock, groupCount: Int,
    purchaseGroup: (_ position: Int, _ row: Int) -> Int?,
    refundGroup: (_ position: Int, _ row: Int) -> Int?
  ) {
    var purchases = DealtRows(groupCount: groupCount)
    var refunds = DealtRows(groupCount: groupCount)
    for position in block.positions {
      for row in block.purchases(at: position) {
        purchases.append(row, of: position, to: purchaseGroup(position, row))
      }
      for row in block.refunds(at: position) {
        refunds.append(row, of: position, to: refundGroup(position, row))
      }
    }
    purchases.sort()
    refunds.sort()
    for group in 0..<groupCount {
      let (bought, returned) = (purchases.rows(of: group), refunds.rows(of: group))
      if bought.isEmpty && returned.isEmpty { continue }
      append(group, bought, of: purchases, returned, of: refunds, in: block)
    }
  }

  /// Adds one group's part: customers in order, each with what they bought and got back.
  private mutating func append(
    _ group: Int, _ bought: Range<Int>, of purchases: DealtRows, _ returned: Range<Int>,
    of refunds: DealtRows, in block: borrowing CustomerBlock
  ) {
    let first = (
      customers: customers.count, starts: purchaseStarts.count, purchases: purchaseDays.count,
      refunds: refundDays.count
    )
    var (purchase, refund) = (bought.lowerBound, returned.lowerBound)
    while purchase < bought.upperBound || refund < returned.upperBound {
      let owner = min(
        purchase < bought.upperBound ? purchases.owners[purchase] : .max,
        refund < returned.upperBound ? refunds.owners[refund] : .max)
      customers.append(UInt32(block.customer(at: Int(owner))))
      purchaseStarts.append(UInt32(purchaseDays.count - first.purchases))
      refundStarts.append(UInt32(refundDays.count - first.refunds))
      while purchase < bought.upperBound && purchases.owners[purchase] == owner {
        purchaseDays.append(block.purchaseDays[Int(purchases.rows[purchase])])
        purchaseAmounts.append(block.purchaseAmounts[Int(purchases.rows[purchase])])
        purchase += 1
      }
      while refund < returned.upperBound && refunds.owners[refund] == owner {
        refundDays.append(block.refundDays[Int(refunds.rows[refund])])
        refundAmounts.append(block.refundAmounts[Int(refunds.rows[refund])])
        refund += 1
      }
    }
    purchaseStarts.append(UInt32(purchaseDays.count - first.purchases))
    refundStarts.append(UInt32(refundDays.count - first.refunds))
    parts.append(
      Part(
        group: group, customers: first.customers..<customers.count,
        starts: first.starts..<purchaseStarts.count,
        purchases: first.purchases..<purchaseDays.count,
        refunds: first.refunds..<refundDays.count))
  }
}

/// Rows with their owners on the way to their groups: a counting sort, which keeps rows of a group
/// in their order.
private struct DealtRows {
  private(set) var rows: [UInt32] = []
  private(set) var owners: [UInt32] = []
  private var groups: [UInt32] = []
  /// Where each group's rows begin: `[groupCount + 1]`.
  private var starts: [Int]

  init(groupCount: Int) { starts = Array(repeating: 0, count: groupCount + 1) }

  mutating func append(_ row: Int, of owner: Int, to group: Int?) {
    guard let group else { return }
    rows.append(UInt32(row))
    owners.append(UInt32(owner))
    groups.append(UInt32(group))
    starts[group + 1] += 1
  }

  mutating func sort() {
    for group in starts.indices.dropFirst() { starts[group] += starts[group - 1] }
    var cursors = starts
    var (sortedRows, sortedOwners) = (rows, owners)
    for index in rows.indices {
      let target = cursors[Int(groups[index])]
      cursors[Int(groups[index])] += 1
      sortedRows[target] = rows[index]
      sortedOwners[target] = owners[index]
    }
    (rows, owners) = (sortedRows, sortedOwners)
  }

  func rows(of group: Int) -> Range<Int> { starts[group]..<starts[group + 1] }
}
