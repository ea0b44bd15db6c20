import ArgumentParser
import Clientele

/// How customers are scored and segmented.
struct RFMOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "quantile, equal-count, k-means, r-compatible, mean, median, or a stored scale.",
      valueName: "name|file.json"))
  var scale: String = "quantile"

  @Option(help: "How many bins: one number, or three for R, F and M.")
  var bins: CountsArgument = CountsArgument(5)

  @Option(
    help: ArgumentHelp(
      "eleven-segments, eight-types, r-0.3, r-0.2, or a map of your own.",
      valueName: "name|file.json"))
  var map: String?

  @Option(help: "What monetary is: the sum, mean, median or max of purchases.")
  var monetary: Choice<MonetaryMeasure> = Choice(.sum)

  @Option(help: "How far back: all, a span like 12m, or a first day.")
  var history: HistoryArgument = HistoryArgument(.all)

  func validate() throws {
    guard [1, 3].contains(bins.counts.count), bins.counts.allSatisfy({ (2...100).contains($0) })
    else { throw ValidationError("--bins takes one number or three, each 2 to 100") }
  }

  /// Scores everyone as of a day; `nil` when nobody has bought.
  func scores(of orders: OrderTable, asOf day: Day) throws -> RFMScores? {
    do throws(RFMError) {
      if let stored = try storedScale() {
        return try orders.rfm(asOf: day, scale: stored, map: try segmentMap(stored.binCounts))
      }
      let scale = try namedScale()
      return try orders.rfm(
        asOf: day, scale: scale, map: try segmentMap(scale.binCounts), monetary: monetary.value,
        history: history.history)
    } catch {
      throw CommandFailure(.usage, "rfm: \(error)")
    }
  }

  private func namedScale() throws(RFMError) -> RFMScale {
    let counts = bins.counts.count == 3 ? bins.counts : Array(repeating: bins.counts[0], count: 3)
    func each(_ rule: (Int) -> BinRule) -> RFMScale {
      RFMScale(
        daysSinceLastOrder: rule(counts[0]), frequency: rule(counts[1]), monetary: rule(counts[2]))
    }
    return switch scale {
    case "equal-count": each { .equalCount($0) }
    case "k-means": each { .kMeans($0) }
    case "r-compatible": each { .rCompatible($0) }
    case "mean": .mean()
    case "median": .median()
    default: each { .quantile($0) }
    }
  }
}

/// Scales and maps in files.
extension RFMOptions {
  private static let scaleNames = [
    "quantile", "equal-count", "k-means", "r-compatible", "mean", "median",
  ]
  private static let mapNames = ["eleven-segments", "eight-types", "r-0.3", "r-0.2"]

  /// A map by its name, or from a file.
  static func map(named name: String) throws -> SegmentMap {
    switch name {
    case "eleven-segments": .elevenSegments
    case "eight-types": .eightTypes
    case "r-0.3": .r03
    case "r-0.2": .r02
    default: try decoded(SegmentMap.self, name, "--map")
    }
  }

  /// Refuses names that are neither built in nor files, before anything is read.
  func checkNames() throws {
    if !Self.scaleNames.contains(scale) {
      _ = try Self.decoded(FittedRFMScale.self, scale, "--scale")
    }
    if let map, !Self.mapNames.contains(map) { _ = try Self.decoded(SegmentMap.self, map, "--map") }
  }

  private func storedScale() throws(RFMError) -> FittedRFMScale? {
    Self.scaleNames.contains(scale) ? nil : try? Self.decoded(FittedRFMScale.self, scale, "--scale")
  }

  private func segmentMap(_ bins: RFMBinCounts) throws(RFMError) -> SegmentMap {
    let isHighAndLow = bins == RFMBinCounts(r: 2, f: 2, m: 2)
    switch map {
    case nil: return isHighAndLow ? .eightTypes : .elevenSegments
    case "eleven-segments": return .elevenSegments
    case "r-0.3": return .r03
    case "r-0.2": return .r02
    case "eight-types":
      // Where there are more scores than high and low, the upper half is high.
      return isHighAndLow
        ? .eightTypes
        : .eightTypes(
          of: bins,
          highFrom: RFMCode(r: bins.r / 2 + 2, f: bins.f / 2 + 2, m: bins.m / 2 + 2).within(bins))
    case let file?: return (try? Self.decoded(SegmentMap.self, file, "--map")) ?? .elevenSegments
    }
  }

  private static func decoded<Value: Decodable>(
    _ type: Value.Type, _ path: String, _ option: String
  ) throws -> Value {
    try ruleFile(type, in: path, for: option)
  }
}

extension RFMCode {
  fileprivate func within(_ bins: RFMBinCounts) -> RFMCode {
    RFMCode(r: min(r, bins.r), f: min(f, bins.f), m: min(m, bins.m))
  }
}

/// How far back purchases count.
struct HistoryArgument: ExpressibleByArgument {
  let history: OrderHistory

  init(_ history: OrderHistory) { self.history = history }

  init?(argument: String) {
    guard let history = OrderHistory(argument) else { return nil }
    self.history = history
  }

  var defaultValueDescription: String { history.description }
}
