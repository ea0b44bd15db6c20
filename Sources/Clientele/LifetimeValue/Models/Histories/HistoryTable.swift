import ClienteleKernels

/// Distinct purchase histories, each with the number of customers who have it: what a purchase
/// model is fitted to.
///
/// Customers with equal histories add equal terms to a likelihood. The 23,570 customers of CDNOW
/// have 8,685 histories.
///
/// ```swift
/// let table = HistoryTable(
///   [try PurchaseHistory(frequency: 2, recency: 30.4, age: 38.9),
///    try PurchaseHistory(frequency: 0, recency: 0, age: 38.9),
///    try PurchaseHistory(frequency: 0, recency: 0, age: 38.9)], unit: .week)
/// table.count              // 2
/// table.customerCount      // 3
/// ```
public struct HistoryTable: Hashable, Sendable {
  /// What recency and age are counted in.
  public let unit: TimeUnit
  /// Ascending by frequency, then age, then recency.
  private(set) var frequencies: [Int] = []
  private(set) var recencies: [Double] = []
  private(set) var ages: [Double] = []
  /// Customers, as the factors of sums.
  private(set) var weights: [Double] = []
  /// The different frequencies, ascending.
  private(set) var distinctFrequencies: [Int] = []
  /// For each of them its rows.
  private(set) var frequencyRows: [Range<Int>] = []
  /// Σ ln of the times between successive purchases of all customers; 0 where nobody told.
  package let logGapTotal: Double

  /// A table of some customers.
  ///
  /// - Parameters:
  ///   - histories: In any order; equal ones are counted.
  ///   - customerCounts: How many customers have each; 1 when `nil`. None is below 0.
  ///   - unit: What recency and age are counted in.
  ///   - logGapTotal: The sum, over all customers, of the natural logarithms of the times between
  ///     successive purchases. Only the log-likelihood of models with a `k` above 1 needs it.
  /// - Precondition: There are as many counts as histories, and fewer than 2³².
  /// - Complexity: O(histories).
  public init(
    _ histories: [PurchaseHistory], customerCounts: [Int]? = nil, unit: TimeUnit,
    logGapTotal: Double = 0
  ) {
    precondition(customerCounts.map { $0.count == histories.count } ?? true, "a count is missing")
    precondition(customerCounts?.allSatisfy { $0 >= 0 } ?? true, "a count below 0")
    let order = HistoryOrder(of: histories, in: unit)
    self.init(unit: unit, logGapTotal: logGapTotal) { filling in
      filling.reserve(order.distinctCount)
      for (rank, place) in order.places.enumerated() {
        let count = customerCounts?[Int(place)] ?? 1
        if count > 0 { _ = filling.row(for: order.history(at: rank), count: count) }
      }
    }
  }

  /// A table of some customers, and for each of them the row that holds their history.
  ///
  /// ```swift
  /// let old = try PurchaseHistory(frequency: 2, recency: 30.4, age: 38.9)
  /// let (table, rows) = HistoryTable.compressing([old, .new, old], unit: .week)
  /// table.count      // 2
  /// rows             // [1, 0, 1]
  /// ```
  ///
  /// - Parameters: As for ``init(_:customerCounts:unit:logGapTotal:)``.
  /// - Complexity: O(histories).
  public static func compressing(
    _ histories: [PurchaseHistory], unit: TimeUnit, logGapTotal: Double = 0
  ) -> (table: HistoryTable, rows: [Int]) {
    var rows = Array(repeating: 0, count: histories.count)
    let table = HistoryTable(unit: unit, logGapTotal: logGapTotal) { filling in
      let order = HistoryOrder(of: histories, in: unit)
      filling.reserve(order.distinctCount)
      for (rank, place) in order.places.enumerated() {
        rows[Int(place)] = filling.row(for: order.history(at: rank))
      }
    }
    return (table, rows)
  }

  /// One value for each customer, from one for each distinct history.
  ///
  /// ```swift
  /// let old = try PurchaseHistory(frequency: 2, recency: 30.4, age: 38.9)
  /// let (table, rows) = HistoryTable.compressing([old, .new, old], unit: .week)
  /// table.spread([7, 8], to: rows)      // [8.0, 7.0, 8.0]
  /// ```
  ///
  /// - Parameters:
  ///   - values: `[count]`.
  ///   - rows: For each customer the row, as ``compressing(_:unit:logGapTotal:)`` tells.
  ///   - threads: How many threads may work; `nil` for all processors. The result is the same.
  /// - Returns: `[rows.count]`.
  /// - Precondition: There is a value for each row of the table, and every row is one of its.
  /// - Complexity: O(customers), in parallel.
  public func spread(_ values: [Double], to rows: [Int], threads: Int? = nil) -> [Double] {
    precondition(values.count == count, "a value for each distinct history")
    return mapBlocks(
      of: rows.count, blockSize: 1 << 14, threads: threads ?? availableThreadCount
    ) { customers, output in
      for customer in customers { output.append(values[rows[customer]]) }
    }
  }

  /// A table of histories that come in order.
  init(unit: TimeUnit, logGapTotal: Double, filledBy fill: (inout Filling) -> Void) {
    self.unit = unit
    self.logGapTotal = logGapTotal
    var filling = Filling()
    fill(&filling)
    filling.close()
    (frequencies, recencies, ages) = (filling.frequencies, filling.recencies, filling.ages)
    weights = filling.weights
    closeRuns()
  }

  /// The columns of a table while rows are added to them.
  struct Filling {
    fileprivate var frequencies: [Int] = []
    fileprivate var recencies: [Double] = []
    fileprivate var ages: [Double] = []
    fileprivate var weights: [Double] = []
    /// The row that grows, which is compared with every customer: by itself, because reading it
    /// back from the columns took a third of the time of finding equal histories.
    private var last: PurchaseHistory?
    private var lastCount = 0

    mutating func reserve(_ rowCount: Int) {
      frequencies.reserveCapacity(rowCount)
      recencies.reserveCapacity(rowCount)
      ages.reserveCapacity(rowCount)
      weights.reserveCapacity(rowCount)
    }

    /// The row of a history that does not come before the last.
    mutating func row(for history: PurchaseHistory, count: Int = 1) -> Int {
      if history != last {
        close()
        last = history
        lastCount = 0
        frequencies.append(history.frequency)
        recencies.append(history.recency)
        ages.append(history.age)
      }
      lastCount += count
      return frequencies.count - 1
    }

    fileprivate mutating func close() {
      if last != nil { weights.append(Double(lastCount)) }
    }
  }

  private mutating func closeRuns() {
    frequencyRows = stretches(of: 0..<count)
    distinctFrequencies = frequencyRows.map { frequencies[$0.lowerBound] }
  }
}

extension HistoryTable {
  /// Rows in parts of which each has one frequency.
  func stretches(of rows: Range<Int>) -> [Range<Int>] {
    var stretches: [Range<Int>] = []
    var start = rows.lowerBound
    for row in rows where row + 1 == rows.upperBound || frequencies[row + 1] != frequencies[row] {
      stretches.append(start..<row + 1)
      start = row + 1
    }
    return stretches
  }
}

extension HistoryTable: RandomAccessCollection {
  public var startIndex: Int { 0 }

  /// The number of distinct histories.
  public var endIndex: Int { frequencies.count }

  /// A distinct history.
  public subscript(row: Int) -> PurchaseHistory {
    PurchaseHistory(
      validFrequency: frequencies[row], recency: recencies[row], age: ages[row])
  }

  /// How many customers have the history of a row.
  public func customerCount(of row: Int) -> Int { Int(weights[row]) }

  /// All customers.
  public var customerCount: Int { Int(weights.reduce(0, +)) }

  /// Customers who have bought again.
  public var repeatCustomerCount: Int {
    indices.reduce(0) { frequencies[$1] > 0 ? $0 + customerCount(of: $1) : $0 }
  }

  /// All repeat purchases, Σ x.
  public var repeatPurchaseCount: Int {
    indices.reduce(0) { $0 + frequencies[$1] * customerCount(of: $1) }
  }
}
