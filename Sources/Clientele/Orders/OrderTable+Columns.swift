import ClienteleKernels

extension OrderTable {
  /// A table of orders that are already in memory.
  ///
  /// Rows may come in any order; the table is the same. What counts as a purchase is said by the
  /// policies; by default rows with negative amounts are refunds, orders of amount zero are left
  /// out, a row that repeats another one with its order id is left out, and an order id met twice
  /// with other content is an error.
  ///
  /// - Parameters:
  ///   - columns: Arrays of the same length.
  ///   - currency: What one minor unit of the amounts is.
  ///   - policies: What counts as a purchase.
  ///   - byteLimit: The most memory that bulk columns may take at any time; checked before each
  ///     of them is allocated.
  ///   - threads: How many threads may work; `nil` for all processors.
  /// - Throws: ``OrderTableError``; then nothing is kept.
  /// - Precondition: All columns have the same length.
  /// - Complexity: O(rows), in parallel, plus the sorting of distinct ids.
  public init(
    _ columns: OrderColumns, currency: Currency = Currency(),
    policies: OrderPolicies = OrderPolicies(), byteLimit: Int = .max, threads: Int? = nil
  ) throws(OrderTableError) {
    try self.init(
      columns, currency: currency, policies: policies, byteLimit: byteLimit, threads: threads,
      groupShift: nil)
  }

  /// The same table with 2 to the power of `groupShift` customers in a group: tests of laws divide
  /// even small tables.
  package init(
    _ columns: OrderColumns, currency: Currency = Currency(),
    policies: OrderPolicies = OrderPolicies(), byteLimit: Int = .max, threads: Int? = nil,
    groupShift: Int?
  ) throws(OrderTableError) {
    let threads = threads ?? availableThreadCount
    let budget = MemoryBudget(limitBytes: byteLimit)
    let assembly = OrderTableAssembly(threads: threads, on: budget, groupShift: groupShift)
    let conflict: OrderConflict?
    do throws(MemoryFailure) {
      (self, conflict) = try withLentRows(of: columns) { (rows) throws(MemoryFailure) in
        let coding = ColumnCoding(columns, rows, threads: threads, budget: budget)
        let (table, account) = try assembly.table(
          from: coding.source(currency: currency, policies: policies))
        return (table, account.conflicts.first)
      }
    } catch {
      throw OrderTableError(error)
    }
    if let conflict {
      throw .conflictingRecords(
        record: conflict.record, firstRecord: conflict.firstRecord, conflict.disagreement)
    }
  }

  /// A table of orders of customers with text ids, each row an order.
  ///
  /// - Parameters:
  ///   - customers: Who ordered, in the shop's own ids.
  ///   - days: The orders' days in the shop's zone.
  ///   - amounts: Minor units; negative for refunds.
  ///   - currency: What one minor unit of the amounts is.
  /// - Precondition: All columns have the same length.
  public init(
    customers: [String], days: [Day], amounts: [Int64], currency: Currency = Currency()
  ) throws(OrderTableError) {
    let columns = OrderColumns(customers: .texts(customers), days: days, amounts: amounts)
    try self.init(columns, currency: currency)
  }
}
