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
  @OptionGroup var configuration: ConfigurationOptions

  @Option(help: "The shop's time zone, an IANA name like Asia/Shanghai.")
  var zone: String?

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp(
      "The last day that is seen, YYYY-MM-DD; that of the last order, no refund, if not said.",
      valueName: "day"))
  var asOf: DayArgument?

  @Option(help: "Keep the good records and write the others here, each with its reason.")
  var rejects: String?

  @Option(help: "The most memory that orders and answer may take: 500MB, 4GB …")
  var memory: ByteCountArgument?

  /// Loads the files, and says beside the answer what was left out.
  func load(
    reportingAccount: Bool, groupedBy grouping: GroupingArgument? = nil,
    changing change: (inout OrderSchema) -> Void = { _ in }
  ) throws -> LoadedOrders {
    var schema = try orderSchema()
    change(&schema)
    if let grouping { schema.keep(grouping) }
    var reader = OrderReader(schema, zone: try zoneRules())
    reader.rejectsPath = rejects
    if let memory { reader.byteLimit = memory.byteCount }
    let loaded = try reader.load(files)
    if reportingAccount, let sentence = loaded.account.omissions(in: loaded.orders.currency) {
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
    if name.isJSON {
      do throws(SchemaError) {
        try self.init(json: name)
      } catch {
        throw CommandFailure(.usage, "--schema: \(error)")
      }
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
