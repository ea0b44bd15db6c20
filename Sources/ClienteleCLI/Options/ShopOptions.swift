import ArgumentParser
import Clientele
import ClienteleReport
import ClienteleCSV

/// Which files, and how their records become orders.
struct ShopOptions: ParsableArguments {
  @Argument(help: "Order files (CSV); - for standard input.")
  var files: [String]

  @Option(
    help: ArgumentHelp(
      "A preset (\(OrderSchema.presetNames.joined(separator: ", "))) or a JSON file.",
      valueName: "name|file"))
  var schema: String = "plain"

  @OptionGroup(title: "Columns") var columns: ColumnOptions
  @OptionGroup(title: "Policies") var policies: PolicyOptions

  @Option(help: "The shop's time zone, an IANA name like Asia/Shanghai.")
  var zone: String?

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp(
      "The last day that is seen, YYYY-MM-DD; the last order's day if not said.", valueName: "day"))
  var asOf: DayArgument?

  @Option(help: "Keep the good records and write the others here, each with its reason.")
  var rejects: String?

  @Option(help: "The most memory that orders and answer may take: 500MB, 4GB …")
  var memory: ByteCountArgument?

  /// Loads the files, and says beside the answer what was left out.
  func load(
    reportingAccount: Bool, groupedBy grouping: GroupingArgument? = nil
  ) throws -> LoadedOrders {
    var schema = try orderSchema()
    if let grouping { schema.keep(grouping) }
    var reader = OrderReader(schema, zone: try zoneRules())
    reader.rejectsPath = rejects
    if let memory { reader.byteLimit = memory.byteCount }
    let loaded = try reader.load(files)
    if reportingAccount, let sentence = loaded.account.omissions {
      printError("clientele: \(sentence)")
    }
    return loaded
  }

  private func orderSchema() throws -> OrderSchema {
    var schema = try OrderSchema(named: schema)
    try columns.apply(to: &schema)
    policies.apply(to: &schema)
    return schema
  }

  private func zoneRules() throws -> TimeZoneRules? {
    guard let zone else { return nil }
    do throws(TimeZoneFileError) {
      return try TimeZoneFiles().rules(named: zone)
    } catch {
      throw CommandFailure(.usage, "--zone: \(error)")
    }
  }
}

extension OrderSchema {
  /// A preset, or the schema in a JSON file.
  fileprivate init(named name: String) throws {
    if let preset = OrderSchema(preset: name) {
      self = preset
      return
    }
    guard name.contains(".") || name.contains("/") else {
      let names = OrderSchema.presetNames.joined(separator: ", ")
      throw CommandFailure(
        .usage, "--schema: there is no preset \(name) (there are \(names)), and no such file")
    }
    do {
      try self.init(contentsOfFile: name)
    } catch {
      throw CommandFailure(.usage, "--schema: \(error)")
    }
  }
}

extension LoadAccount {
  /// What was not loaded, or `nil` when everything was.
  fileprivate var omissions: String? {
    guard skippedCount > 0 || rejected.records > 0 else { return nil }
    var parts = ["\(Figures.count(loaded.records)) of \(Figures.count(records)) records loaded"]
    for (reason, tally) in skipped.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      parts.append("\(Figures.count(tally.records)) skipped (\(reason.rawValue))")
    }
    if rejected.records > 0 { parts.append("\(Figures.count(rejected.records)) rejected") }
    return parts.joined(separator: ", ")
  }
}
