import ClienteleKernels

/// Every customer's probability of buying in the days after a day.
///
/// A collection with one element per customer number; `nil` for those who had not bought by the
/// day. Customers with equal columns have equal probabilities, to the bit.
public struct PropensityScores: Equatable, Sendable {
  /// The last day that was seen.
  public let asOf: Day
  /// Where the purchases are expected.
  public let window: TimeWindow
  /// Customers with a probability, ascending.
  public let customers: [Int]
  /// `[customers.count]`
  public let probabilities: [Double]
  /// Everyone in the table.
  private let customerCount: Int

  init(
    asOf: Day, window: TimeWindow, customers: [Int], probabilities: [Double], of count: Int
  ) {
    self.asOf = asOf
    self.window = window
    self.customers = customers
    self.probabilities = probabilities
    customerCount = count
  }

  /// How many are expected to buy: the sum of all probabilities.
  public var expectedBuyerCount: Double { probabilities.reduce(0, +) }

  /// For each of ``customers`` the share of them with a probability at least as high: 0.2 and less
  /// is the best fifth. Equal probabilities have equal shares.
  ///
  /// - Complexity: O(customers × log customers).
  public func topShares() -> [Double] {
    let order = probabilities.indices.sorted { probabilities[$0] > probabilities[$1] }
    var shares = [Double](repeating: 0, count: order.count)
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, probabilities[order[end]] == probabilities[order[start]] {
        end += 1
      }
      for place in start..<end { shares[order[place]] = Double(end) / Double(order.count) }
      start = end
    }
    return shares
  }
}

extension PropensityScores: RandomAccessCollection {
  /// The first customer number.
  public var startIndex: Int { 0 }

  /// The number of customers in the table.
  public var endIndex: Int { customerCount }

  /// A customer's probability; `nil` for those who had not bought.
  ///
  /// - Complexity: O(log customers).
  public subscript(customer: Int) -> Double? {
    precondition(customer >= 0 && customer < customerCount, "no such customer")
    let place = customers.partitioningIndex { $0 >= customer }
    return place < customers.count && customers[place] == customer ? probabilities[place] : nil
  }
}

extension PropensityModel {
  /// The probability of each customer of a table, in its order.
  ///
  /// - Throws: ``PropensityError`` when a column is missing, or the currency is another.
  /// - Complexity: O(customers × columns), in parallel.
  public func probabilities(
    of table: PropensityTable, columns: [CustomerColumn] = [], threads: Int? = nil
  ) throws(PropensityError) -> [Double] {
    if let fitted = currencyCode, let found = table.currency.code, fitted != found {
      throw .otherCurrency(fitted: fitted, found: found)
    }
    var values: [[Double]] = []
    for term in terms {
      if let feature = term.feature {
        guard let column = table[feature] else { throw .missingColumn(term.name) }
        values.append(column)
      } else {
        guard let column = columns.first(where: { $0.name == term.name }) else {
          throw .missingColumn(term.name)
        }
        values.append(try column.values(of: table.customers, fill: term.fill))
      }
    }
    // Not BLAS: equal rows must have equal results, wherever they stand.
    let (terms, intercept, rowCount) = (terms, intercept, table.customers.count)
    let blockCount = (rowCount + DenseBlocks.rowLimit - 1) / DenseBlocks.rowLimit
    let columns = values
    let parts = mapTasks(blockCount, threads: threads ?? availableThreadCount) { block in
      let start = block * DenseBlocks.rowLimit
      return (start..<min(rowCount, start + DenseBlocks.rowLimit)).map { row in
        var odds = intercept
        for (place, term) in terms.enumerated() {
          odds += term.coefficient * term.standardised(columns[place][row])
        }
        return probability(ofLogOdds: odds)
      }
    }
    return parts.flatMap { $0 }
  }
}
