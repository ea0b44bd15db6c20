import ClienteleKernels
import Glibc

/// Customers with the same covariates, and their distinct histories.
struct CovariatePattern: Sendable {
  let values: [Double]
  let table: HistoryTable
  let customers: [Int]
  /// For each of the customers the row of the table.
  let rows: [Int]
}

extension HistoryColumns {
  /// The customers with a history, divided by their covariates. Which come first depends on the
  /// values alone.
  ///
  /// - Throws: ``PurchaseModelError`` when a value is not finite, or there are too few values.
  /// - Complexity: O(customers · covariates).
  func patterns(
    by covariates: CustomerCovariates
  ) throws(PurchaseModelError) -> [CovariatePattern] {
    var members: [[Double]: [Int]] = [:]
    for customer in customersInOrder {
      guard covariates.columns.allSatisfy({ customer < $0.count }) else {
        throw .covariateValue(covariates.names[0], customer: customer)
      }
      let values = covariates.values(of: customer).map { $0 == 0 ? 0 : $0 }
      if let place = values.firstIndex(where: { !$0.isFinite }) {
        throw .covariateValue(covariates.names[place], customer: customer)
      }
      members[values, default: []].append(customer)
    }
    return members.keys.sorted { $0.lexicographicallyPrecedes($1) }.map { values in
      pattern(values, of: members[values]!)
    }
  }

  private func pattern(_ values: [Double], of customers: [Int]) -> CovariatePattern {
    var rows: [Int] = []
    rows.reserveCapacity(customers.count)
    let own = HistoryTable(unit: question.unit, logGapTotal: logGaps(of: customers)) { filling in
      for customer in customers {
        rows.append(filling.row(for: table[tableRow(of: customer)!]))
      }
    }
    return CovariatePattern(values: values, table: own, customers: customers, rows: rows)
  }

  /// Customers with a history, in the order of the table.
  private var customersInOrder: [Int] {
    let members = indices.filter { tableRow(of: $0) != nil }
    return sortedOrder(of: members.map { UInt64(tableRow(of: $0)!) }).places
      .map { members[Int($0)] }
  }
}
