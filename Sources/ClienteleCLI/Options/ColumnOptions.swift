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

  @Option(
    help: ArgumentHelp(
      "A column to group by; :customer after it for a property of customers.",
      valueName: "column"))
  var dimension: [String] = []

  @Option(help: "One character between cells; \\t for a tab.")
  var delimiter: String?

  @Option(help: "The encoding: utf-8, utf-16, gb18030, latin1 …")
  var encoding: Choice<TextEncoding>?

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
    for text in dimension {
      schema.dimensions.append(try OrderSchema.DimensionColumn(argument: text))
    }
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

extension OrderSchema.DimensionColumn {
  fileprivate init(argument: String) throws {
    let parts = argument.split(separator: ":", maxSplits: 1).map(String.init)
    guard let name = parts.first else {
      throw CommandFailure(.usage, "--dimension: a column is missing")
    }
    guard parts.count == 2 else {
      self.init(name: name, of: .order)
      return
    }
    guard let level = Dimension.Level(rawValue: parts[1]) else {
      throw CommandFailure(.usage, "--dimension: \(parts[1]) is neither order nor customer")
    }
    self.init(name: name, of: level)
  }
}
