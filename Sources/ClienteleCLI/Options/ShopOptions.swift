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
    help: "The last day that is seen, YYYY-MM-DD; that of the last order, no refund, if not said."
  )
  var asOf: DayArgument?

  @Option(help: "Keep the good records and write the others here, each with its reason.")
  var rejects: String?

  @Option(help: "The most memory that orders may take: 500MB, 4GB …")
  var memory: ByteCountArgument?

  /// Loads the files, and says beside the answer what was left out.
  func loadOrders() throws -> OrderTable {
    let loaded = try load(reportingAccount: true)
    return loaded.orders
  }

  /// Loads the files and settles the as-of day.
  ///
  /// - Parameters:
  ///   - grouping: A column by which the answer is divided.
  ///   - change: What the command needs of the schema besides.
  func load(
    groupedBy grouping: GroupingArgument? = nil,
    changing change: (inout OrderSchema) -> Void = { _ in }
  ) throws -> LoadedShop {
    let loaded = try load(reportingAccount: true, groupedBy: grouping, changing: change)
    let orders = loaded.orders
    let last = orders.days?.upperBound
    let day = asOf?.day ?? last ?? Day(number: 0)
    if last == nil {
      printError("clientele: there are no purchases; as of \(day)")
    } else if asOf == nil {
      printError("clientele: as of \(day), the day of the last order")
    }
    // By default too: money that is paid back after the last order is not seen.
    let unseen = [
      (orders.orderCount(after: day), "order"), (orders.refundCount(after: day), "refund"),
    ].filter { $0.0 > 0 }.map { "\(Figures.count($0.0)) \($0.1)\($0.0 == 1 ? "" : "s")" }
    if !unseen.isEmpty {
      printError(
        "clientele: not seen after \(day): \(unseen.joined(separator: ", ")) (--as-of)")
    }
    return LoadedShop(orders: orders, account: loaded.account, asOf: day)
  }

  func load(
    reportingAccount: Bool, groupedBy grouping: GroupingArgument? = nil,
    changing change: (inout OrderSchema) -> Void = { _ in }
  ) throws -> LoadedOrders {
    var schema = try orderSchema()
    change(&schema)
    if let grouping, !schema.dimensions.contains(where: { $0.name == grouping.column }) {
      schema.dimensions.append(.init(name: grouping.column, of: grouping.level))
    }
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

/// Orders, their account, and the day they are seen from.
struct LoadedShop {
  let orders: OrderTable
  let account: LoadAccount
  let asOf: Day
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
