import ClienteleCSV
import FoundationEssentials

/// What a command found, in the three forms it can be printed.
protocol Answer {
  /// The JSON, whose keys are a contract.
  associatedtype JSON: Encodable

  var json: JSON { get }
  /// For people.
  var tables: [TextTable] { get }
  /// Writes records, header first.
  func writeCSV(to write: (CSVRow) throws -> Void) throws
}

extension OutputOptions {
  /// Prints an answer in the form and to the place that were asked for.
  func print(_ answer: some Answer) throws {
    let output = try TextOutput(path: output)
    switch format {
    case .table:
      let texts = answer.tables.map(\.text)
      try output.write(texts.joined(separator: "\n"))
    case .csv:
      try answer.writeCSV { row in try output.write(row.line) }
    case .jsonl:
      var names: [String]?
      try answer.writeCSV { row in
        guard let header = names else { return names = row.texts }
        try output.write(row.jsonLine(naming: header))
      }
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      let data = try encoder.encode(answer.json)
      try output.write(String(decoding: data, as: UTF8.self) + "\n")
    }
    try output.finish()
  }
}
