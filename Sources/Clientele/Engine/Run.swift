import ClienteleKernels

extension OrderTable {
  /// Answers any number of questions in one parallel pass over the customers.
  ///
  /// ```swift
  /// let (stages, history) = orders.run(
  ///   CustomerStages(asOf: today), LifecycleSeries(asOf: monthEnds))
  /// stages[1]                           // lost
  /// history.snapshots[0][.sleeping]     // 58
  /// ```
  ///
  /// The results do not depend on `threads`.
  ///
  /// - Parameters:
  ///   - analyses: The questions: any number, of any kinds.
  ///   - threads: How many threads may work; `nil` for all processors.
  /// - Returns: One result for each question, in their order.
  /// - Complexity: One pass over the orders, shared by all analyses.
  public func run<each A: Analysis>(
    _ analyses: repeat each A, threads: Int? = nil
  ) -> (repeat (each A).Result) {
    pass(repeat each analyses, threads: threads)
  }

  /// Answers one question in a parallel pass over the customers.
  ///
  /// The same as a pack of one, whose result the compiler does not always take for what it is: a
  /// `for` loop over it does not build with Swift 6.3.
  @_documentation(visibility: internal)
  public func run<A: Analysis>(_ analysis: A, threads: Int? = nil) -> A.Result {
    pass(analysis, threads: threads)
  }

  private func pass<each A: Analysis>(
    _ analyses: repeat each A, threads: Int?
  ) -> (repeat (each A).Result) {
    let workers = foldTasks(
      groupCount, threads: threads ?? availableThreadCount,
      initial: { PassWorker(self, repeat each analyses) }
    ) { group, worker in
      worker.accumulate(group)
    }
    for worker in workers.dropFirst() { workers[0].merge(worker) }
    return workers[0].finish()
  }

  /// What one analysis learns from some groups of customers alone: a partial to keep or to send.
  ///
  /// - Precondition: `groups` lies in 0 ..< ``groupCount``.
  public func partial<A: Analysis>(of analysis: A, groups: Range<Int>) -> A.Partial {
    var partial = analysis.makePartial()
    for group in groups { accumulate(analysis, group, into: &partial) }
    return partial
  }

  /// The number of groups that customers are divided into.
  public var groupCount: Int { purchases.groupCount }

  /// Feeds one group to an analysis. The block is built here, and not handed down, because a
  /// pack cannot carry a value that must not escape.
  fileprivate func accumulate<A: Analysis>(
    _ analysis: A, _ group: Int, into partial: inout A.Partial
  ) {
    let (purchases, refunds) = (purchases, refunds)
    let firstCustomer = purchases.members(ofGroup: group).lowerBound
    let offsets = purchases.offsets.span.extracting(purchases.offsetRange(ofGroup: group))
    let rows = purchases.rows(ofGroup: group)
    let days = purchases.keys.span.extracting(rows)
    let amounts = purchases.values.span.extracting(rows)
    if let refunds {
      let refundRows = refunds.rows(ofGroup: group)
      let block = CustomerBlock(
        firstCustomer: firstCustomer, purchaseStarts: offsets, purchaseDays: days,
        purchaseAmounts: amounts,
        refundStarts: refunds.offsets.span.extracting(refunds.offsetRange(ofGroup: group)),
        refundDays: refunds.keys.span.extracting(refundRows),
        refundAmounts: refunds.values.span.extracting(refundRows), table: self)
      analysis.accumulate(block, into: &partial)
    } else {
      let block = CustomerBlock(
        firstCustomer: firstCustomer, purchaseStarts: offsets, purchaseDays: days,
        purchaseAmounts: amounts, refundStarts: Span(), refundDays: Span(),
        refundAmounts: Span(), table: self)
      analysis.accumulate(block, into: &partial)
    }
  }
}

/// One thread's partials of all analyses of a pass.
private final class PassWorker<each A: Analysis>: @unchecked Sendable {
  private let table: OrderTable
  private let steps: (repeat PassStep<each A>)

  init(_ table: OrderTable, _ analyses: repeat each A) {
    self.table = table
    steps = (repeat PassStep(each analyses))
  }

  func accumulate(_ group: Int) {
    repeat (each steps).accumulate(group, of: table)
  }

  func merge(_ other: PassWorker<repeat each A>) {
    repeat (each steps).merge(each other.steps)
  }

  func finish() -> (repeat (each A).Result) {
    (repeat (each steps).finish(in: table.currency))
  }
}

/// An analysis and one thread's partial of it, which is changed where it lies: a partial that
/// were passed along would be copied with every block.
private final class PassStep<A: Analysis> {
  private let analysis: A
  private var partial: A.Partial

  init(_ analysis: A) {
    self.analysis = analysis
    partial = analysis.makePartial()
  }

  func accumulate(_ group: Int, of table: OrderTable) {
    table.accumulate(analysis, group, into: &partial)
  }

  func merge(_ other: PassStep<A>) { analysis.merge(other.partial, into: &partial) }

  func finish(in currency: Currency) -> A.Result { analysis.finish(partial, in: currency) }
}
