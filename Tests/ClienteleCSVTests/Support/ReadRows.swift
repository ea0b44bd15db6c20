import Clientele
import ClienteleCSV
import ClienteleKernels

/// One row of what a reader gave, in words.
struct ReadRow: Hashable, CustomStringConvertible {
  var customer: String
  var day: Day
  var amount: Int64
  var key: TextKey.Halves?
  var dimensions: [String]
  var record: Int

  var description: String { "\(record): \(customer) \(day) \(amount) \(dimensions)" }
}

extension TextKey {
  struct Halves: Hashable {
    var low: UInt64
    var high: UInt64
  }
}

extension OrderRecords {
  /// All rows in record order; what a record says was paid back of it is a row behind its own.
  var rows: [ReadRow] {
    guard case .texts(let customers) = source.customers else { return [] }
    var rows: [ReadRow] = []
    for batch in source.batches {
      for row in 0..<batch.count {
        var read = ReadRow(
          customer: customers[batch.numbering].text(of: Int(batch.customers[row])),
          day: Day(number: batch.days[row]), amount: batch.amounts[row],
          key: batch.orderKeys.map {
            TextKey.Halves(low: $0[row], high: batch.orderKeyTails?[row] ?? 0)
          },
          dimensions: source.dimensions.indices.map { place in
            source.dimensions[place].numberings[batch.numbering].text(
              of: Int(batch.dimensions[place][row]))
          }, record: batch.records[row])
        rows.append(read)
        if let refund = batch.refunds?[row], refund != 0 {
          read.amount = -refund
          rows.append(read)
        }
      }
    }
    return rows
  }
}

/// Reads text by a schema; `pace` cuts it as small as a test wants.
func readOrders(
  _ text: String, _ schema: OrderSchema = .plain, zone: TimeZoneRules? = nil,
  rejects: String? = nil, pace: ReadingPace = ReadingPace(segmentBytes: 64, segmentCount: 2)
) throws(OrderFileError) -> OrderRecords {
  try readOrders(bytes: Array(text.utf8), schema, zone: zone, rejects: rejects, pace: pace)
}

func readOrders(
  bytes: [UInt8], _ schema: OrderSchema = .plain, zone: TimeZoneRules? = nil,
  rejects: String? = nil, pace: ReadingPace = ReadingPace(segmentBytes: 64, segmentCount: 2)
) throws(OrderFileError) -> OrderRecords {
  var reader = OrderReader(schema, zone: zone)
  reader.rejectsPath = rejects
  reader.pace = pace
  return try reader.read(bytes: bytes, name: "orders.csv")
}

/// The error of a file that must be refused, or `nil`.
func refusal(
  _ text: String, _ schema: OrderSchema = .plain, zone: TimeZoneRules? = nil
) -> OrderFileError? {
  do throws(OrderFileError) {
    _ = try readOrders(text, schema, zone: zone)
    return nil
  } catch {
    return error
  }
}
