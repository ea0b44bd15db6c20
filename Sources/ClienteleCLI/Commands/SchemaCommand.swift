import ArgumentParser
import Clientele
import ClienteleCSV

/// `clientele schema`.
struct SchemaCommand: ShopCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "The JSON Schema of an answer: every key, its unit and when it is null.",
    discussion: """
      Lists all schemas, or prints one (draft 2020-12, complete in itself). NAME is
      that of a command, for --format json; with -rows after it, for a line of
      --format jsonl, whose keys are the columns of csv. --into writes every one to
      a folder that is there, as NAME.json.

        clientele schema
        clientele schema lifecycle
        clientele schema lifecycle-rows -o lifecycle-rows.json
      """)

  @Argument(help: "Which schema; a list of all if not said.")
  var name: String?

  @OptionGroup var configuration: ConfigurationOptions

  @Option(help: ArgumentHelp("Write every schema to this folder.", valueName: "folder"))
  var into: String?

  @Option(name: .shortAndLong, help: "Write to a file, replaced only when all is written.")
  var output: String?

  func validate() throws {
    guard into == nil || (name == nil && output == nil) else {
      throw ValidationError("--into writes every schema, each to a file of its own")
    }
  }

  func answer() throws {
    if let into {
      for schema in AnswerSchema.all {
        try write(schema.text, to: "\(into)/\(schema.name).json")
      }
      return
    }
    guard let name else { return try write(list, to: output) }
    guard let schema = AnswerSchema.named(name) else {
      let hint = wordHint(name, among: AnswerSchema.all.map(\.name), called: "schemas")
      throw CommandFailure(.usage, "schema: there is no schema \(name); \(hint)")
    }
    try write(schema.text, to: output)
  }

  private var list: String {
    var table = TextTable(nil, ("schema", .left), ("version", .left), ("of", .left))
    for schema in AnswerSchema.all { table.append(schema.name, schema.version, schema.command) }
    return table.text
  }

  private func write(_ text: String, to path: String?) throws {
    let output = try TextOutput(path: path)
    try output.write(text)
    try output.finish()
  }
}
