import Clientele
import ClienteleCSV
import FoundationEssentials

/// The customers of one cell of an answer, as a list that other commands take: one id a line.
struct Members {
  /// What the cell is called.
  let cell: String
  /// Customer numbers, ascending.
  let customers: [Int]
  let orders: OrderTable
}

extension OutputOptions {
  /// Prints a list of customers: as text one id a line, as CSV with a header, or as JSON.
  func print(_ members: Members) throws {
    let ids = members.customers.map { members.orders.customers[$0] }
    let output = try TextOutput(path: output)
    switch format {
    case .table:
      for id in ids {
        guard id == id.escapedForTerminal else {
          throw CommandFailure(
            .badData, "\"\(id)\" has characters that no line can hold: use --format csv or json")
        }
        try output.write(id + "\n")
      }
    case .csv:
      try output.write(CSVRow(["customer_id"]).line)
      for id in ids {
        var row = CSVRow()
        row.append(text: id)
        try output.write(row.line)
      }
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      let data = try encoder.encode(
        MembersJSON(cell: members.cell, customers: ids.count, members: ids))
      try output.write(String(decoding: data, as: UTF8.self) + "\n")
    }
    try output.finish()
  }
}

private struct MembersJSON: Encodable {
  let cell: String
  let customers: Int
  let members: [String]
}
