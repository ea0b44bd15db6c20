import ArgumentParser
import Clientele
import ClienteleCSV

/// Single columns and forms, which override the schema.
struct ColumnOptions: ParsableArguments {
  @Option(help: "The column of customer ids.")
  var customer: String?

  @Option(help: "The column of order ids; \"\" when every record is an order.")
  var order: String?

  @Option(help: "The column of dates or times.")
  var date: String?

  @Option(help: "The column of amounts.")
  var amount: String?

  @Option(help: "How dates are written: yyyy-MM-dd, dd/MM/yyyy, excel1900, epochSeconds …")
  var dateFormat: String?

  @Option(help: "One character between cells; \\t for a tab.")
  var delimiter: String?

  @Option(help: "How many lines stand before the header.")
  var skipLines: Int?

  @Option(help: "How column names are compared: exact, or loose (spaces and case aside).")
  var matchHeaders: Choice<OrderSchema.HeaderMatching>?

  @Option(help: "The encoding: utf-8, utf-16, gb18030, latin1 …")
  var encoding: Choice<TextEncoding>?

  func validate() throws {
    guard (skipLines ?? 0) >= 0 else { throw ValidationError("--skip-lines cannot be negative") }
  }

  func apply(to schema: inout OrderSchema) throws {
    for (role, name) in [
      (OrderSchema.Role.customer, customer), (.order, order), (.date, date), (.amount, amount),
    ] {
      if let name { schema.columns[role] = name.isEmpty ? [] : [name] }
    }
    if let dateFormat {
      guard let format = DateFormat(dateFormat) else {
        throw CommandFailure(
          .usage, "--date-format: \(dateFormat) is not a date format like dd/MM/yyyy")
      }
      schema.dateFormat = format
    }
    if let skipLines { schema.dialect.skippedLineCount = skipLines }
    if let matchHeaders { schema.headerMatching = matchHeaders.value }
    if let delimiter {
      let text = delimiter == "\\t" ? "\t" : delimiter
      guard text.count == 1, let character = text.first else {
        throw CommandFailure(.usage, "--delimiter: \(delimiter) is not one character")
      }
      schema.dialect.delimiter = character
    }
    if let encoding { schema.encoding = encoding.value }
  }
}
