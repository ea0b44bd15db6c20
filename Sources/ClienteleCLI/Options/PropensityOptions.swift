import ArgumentParser
import Clientele
import ClienteleCSV
import ClienteleReport

/// What a propensity model is made of, and when.
struct PropensityOptions: ParsableArguments {
  /// What to do with customers whose columns have no value.
  enum MissingValues: String, CaseIterable, Sendable {
    case error, zero, mean
  }

  @Option(help: "How many days after a day a purchase counts; 90 if not said.")
  var days: Int?

  @Option(
    help: ArgumentHelp(
      "Fit to features as of this day; twice --days before --as-of if not said.", valueName: "day"))
  var fitAsOf: DayArgument?

  @Option(
    help: ArgumentHelp(
      "Judge by features as of this day; --days before --as-of if not said.", valueName: "day"))
  var judgeAsOf: DayArgument?

  @Option(
    help: ArgumentHelp(
      "Features of purchases, with commas; the standard ones if not said.", valueName: "names"))
  var features: FeaturesArgument?

  @Option(
    help: ArgumentHelp(
      "A CSV file of your own columns: an id, perhaps as_of, numbers.", valueName: "file"))
  var columns: String?

  @Option(
    help: ArgumentHelp("Take the logarithm of these columns, with commas.", valueName: "names"))
  var logarithms: String?

  @Option(help: "Customers without a value in a column: error, zero or mean.")
  var missing: Choice<MissingValues> = Choice(.error)

  @Option(
    help: "How strongly coefficients are drawn to 0; 0 for maximum likelihood; 1 if not said.")
  var penalty: Double?

  @Option(help: ArgumentHelp("Use a stored model, and fit none.", valueName: "file.json"))
  var model: String?

  func validate() throws {
    guard days.map((1...100_000).contains) ?? true else {
      throw ValidationError("--days must be 1 to 100000")
    }
    guard penalty.map({ $0 >= 0 && $0 < .infinity }) ?? true else {
      throw ValidationError("--penalty must be 0 or more")
    }
    guard columns != nil || logarithms == nil else {
      throw ValidationError("--logarithms names columns of a file: say also --columns")
    }
    guard model != nil else { return }
    for (option, isSaid) in [
      ("--days", days != nil), ("--fit-as-of", fitAsOf != nil), ("--features", features != nil),
      ("--penalty", penalty != nil), ("--logarithms", logarithms != nil),
    ] where isSaid {
      throw ValidationError("\(option) has no meaning with --model, which has its own")
    }
  }

  /// The file of columns, and what it says of them.
  func ownColumns(of orders: OrderTable) throws -> OwnColumns? {
    guard let columns else { return nil }
    let file: CustomerColumnFile
    do throws(CustomerColumnFileError) {
      file = try CustomerColumnFile(contentsOfFile: columns)
    } catch {
      throw CommandFailure(
        CommandFailure.Kind(rawValue: error.exitKind.rawValue) ?? .badData, error.description)
    }
    let logarithms = Set((logarithms ?? "").split(separator: ",").map(String.init))
    for name in logarithms.sorted() where !file.names.contains(name) {
      throw CommandFailure(
        .usage,
        "--logarithms: there is no column \(name); there are \(file.names.joined(separator: ", "))")
    }
    if !file.isDated {
      printError("clientele: \(columns) has no column as_of: its values count for every day")
    }
    let unknown = file.unknownIDs(in: orders)
    if !unknown.isEmpty {
      let names = unknown.prefix(5).joined(separator: ", ") + (unknown.count > 5 ? " …" : "")
      let sentence =
        "clientele: \(Figures.count(unknown.count)) of \(Figures.count(file.idCount)) ids in "
        + "\(columns) never ordered and are left out: \(names)"
      printError(sentence.escapedForTerminal)
    }
    let missing: CustomerColumn.MissingValues =
      switch missing.value {
      case .error: .refuse
      case .zero: .fill(0)
      case .mean: .mean
      }
    return OwnColumns(file: file, logarithms: logarithms, missing: missing)
  }

  /// A model that was stored.
  func storedModel() throws -> PropensityModel? {
    try model.map { try ruleFile(PropensityModel.self, in: $0, for: "--model") }
  }
}

/// The caller's columns, as of any day.
struct OwnColumns {
  let file: CustomerColumnFile
  let logarithms: Set<String>
  let missing: CustomerColumn.MissingValues

  func columns(of orders: OrderTable, asOf day: Day) -> [CustomerColumn] {
    file.columns(of: orders, asOf: day, logarithms: logarithms, missing: missing)
  }
}

/// Features of purchases: `orders,daysSinceLastOrder`.
struct FeaturesArgument: ExpressibleByArgument {
  let features: [PurchaseFeature]

  init?(argument: String) {
    let names = argument.split(separator: ",", omittingEmptySubsequences: false)
    let features = names.compactMap { PurchaseFeature(rawValue: String($0)) }
    guard features.count == names.count, Set(features).count == features.count else { return nil }
    self.features = features
  }
}
