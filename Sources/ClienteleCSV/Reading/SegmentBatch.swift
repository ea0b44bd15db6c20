import Clientele
import ClienteleKernels

/// What a segment gives to a batch before its texts have their codes.
struct SegmentBatch: Sendable {
  let days: CompactColumn<Int32>
  let amounts: CompactColumn<Int64>
  let refunds: CompactColumn<Int64>?
  let orderKeys: CompactColumn<UInt64>?
  let orderKeyTails: CompactColumn<UInt64>?
  let recordHashes: CompactColumn<UInt64>?
  let measures: [CompactColumn<Int64>]
  let records: RecordNumbers

  /// - Parameter codes: The customers', then the dimensions'.
  func batch(_ codes: [TextCodes], in store: ColumnStore) throws(MemoryFailure) -> OrderBatch {
    var dimensions: [CompactColumn<UInt32>] = []
    for texts in codes.dropFirst() { dimensions.append(try texts.column(in: store)) }
    return OrderBatch(
      customers: try codes[0].column(in: store), days: days, amounts: amounts, refunds: refunds,
      orderKeys: orderKeys, orderKeyTails: orderKeyTails, recordHashes: recordHashes,
      dimensions: dimensions, measures: measures, records: records)
  }
}
