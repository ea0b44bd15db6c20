import ArgumentParser

/// How and where an answer is printed.
struct OutputOptions: ParsableArguments {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, json, csv, jsonl

    /// Whether it has a row for each thing, and not the whole in one piece.
    var isRows: Bool { self == .csv || self == .jsonl }
  }

  @Option(
    help: "How to print the answer: table, json, csv, or jsonl, the rows of csv as JSON objects.")
  var format: Format = .table

  @Option(name: .shortAndLong, help: "Write to a file, replaced only when all is written.")
  var output: String?
}
