package import ClienteleKernels

/// The rows of one stretch of a source, in record order: orders or lines of orders, not yet
/// clustered.
///
/// Readers make these, in parallel; ``OrderTable`` is assembled from them. All columns have the
/// same length, one row per loaded record, and take as few bytes as their rows need.
package struct OrderBatch: Sendable {
  /// Codes of the customers' numbering.
  package let customers: CompactColumn<UInt32>
  /// Local days since 1970-01-01.
  package let days: CompactColumn<Int32>
  /// Minor units; negative for refunds.
  package let amounts: CompactColumn<Int64>
  /// What each record says was paid back of itself, in minor units: at least 0, and 0 where the
  /// amount is negative; `nil` where none says so. It shares the fate of its record.
  package let refunds: CompactColumn<Int64>?
  /// ``TextKey/low`` of the order ids, or `nil` when every record is an order of its own.
  package let orderKeys: CompactColumn<UInt64>?
  /// ``TextKey/high`` of the order ids, or `nil` when all keys of the batch are exact.
  package let orderKeyTails: CompactColumn<UInt64>?
  /// A hash of each whole record, byte for byte, to tell repeats of an order or line from what
  /// only looks alike here: days forget times, and not all columns are loaded. `nil` where the
  /// loaded columns decide.
  package let recordHashes: CompactColumn<UInt64>?
  /// Codes of the numbering of each dimension, in the source's order of dimensions.
  package let dimensions: [CompactColumn<UInt32>]
  /// The source's line measures in their order; none when lines are not kept apart.
  package let measures: [CompactColumn<Int64>]
  /// Which of the source's numberings the codes belong to.
  package let numbering: Int
  /// Which record each row came from.
  package let records: RecordNumbers

  package init(
    customers: CompactColumn<UInt32>, days: CompactColumn<Int32>, amounts: CompactColumn<Int64>,
    refunds: CompactColumn<Int64>? = nil, orderKeys: CompactColumn<UInt64>? = nil,
    orderKeyTails: CompactColumn<UInt64>? = nil,
    recordHashes: CompactColumn<UInt64>? = nil, dimensions: [CompactColumn<UInt32>] = [],
    measures: [CompactColumn<Int64>] = [], numbering: Int = 0, records: RecordNumbers
  ) {
    self.customers = customers
    self.days = days
    self.amounts = amounts
    self.refunds = refunds
    self.orderKeys = orderKeys
    self.orderKeyTails = orderKeyTails
    self.recordHashes = recordHashes
    self.dimensions = dimensions
    self.measures = measures
    self.numbering = numbering
    self.records = records
  }

  package var count: Int { customers.count }

  /// The same rows among those of other sources: numberings and records counted from elsewhere.
  package func renumbered(numbering firstNumbering: Int, record firstRecord: Int) -> OrderBatch {
    OrderBatch(
      customers: customers, days: days, amounts: amounts, refunds: refunds,
      orderKeys: orderKeys, orderKeyTails: orderKeyTails, recordHashes: recordHashes,
      dimensions: dimensions, measures: measures, numbering: numbering + firstNumbering,
      records: RecordNumbers(first: records.first + firstRecord, gaps: records.gaps))
  }
}

extension OrderBatch {
  /// The same rows when it is known that each is an order of its own: nothing that tells orders
  /// apart is kept.
  var ofSingleRows: OrderBatch {
    OrderBatch(
      customers: customers, days: days, amounts: amounts, refunds: refunds,
      dimensions: dimensions, measures: measures, numbering: numbering, records: records)
  }
}

extension [OrderBatch] {
  /// The order ids of all rows; none when every record is an order of its own.
  var orderKeys: [KeyStretch] {
    let stretches = compactMap { batch in
      batch.orderKeys.map { KeyStretch(lows: $0, highs: batch.orderKeyTails) }
    }
    precondition(stretches.isEmpty || stretches.count == count)
    return stretches
  }
}

/// From rows of a batch back to the records of the source, counted from 1.
package struct RecordNumbers: Sendable {
  /// The record of row 0 if nothing was left out before it.
  package let first: Int
  /// For each place where records were left out: the first row after it, and how many records
  /// were left out up to there, in all. Ascending.
  package let gaps: [(row: Int, leftOut: Int)]

  package init(first: Int, gaps: [(row: Int, leftOut: Int)] = []) {
    self.first = first
    self.gaps = gaps
  }

  package subscript(row: Int) -> Int {
    let next = gaps.partitioningIndex { $0.row > row }
    return first + row + (next == 0 ? 0 : gaps[next - 1].leftOut)
  }
}
