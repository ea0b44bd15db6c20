import ArgumentParser
import Clientele

/// How customers are scored and segmented.
struct RFMOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "quantile, equal-count, k-means, r-compatible, mean, median, or a stored scale.",
      valueName: "name|file.json"))
  var scale: String = ScaleName.quantile.rawValue

  @Option(help: "How many bins: one number, or three for R, F and M; 5 if not said.")
  var bins: CountsArgument?

  @Flag(help: "Cut F within each score of R, and M within each pair of R and F.")
  var nested = false

  @Option(
    help: ArgumentHelp(
      "eleven-segments, eight-types, r-0.3, r-0.2, or a map of your own.",
      valueName: "name|file.json"))
  var map: String?

  @Option(help: "What monetary is: mean, median or max of purchases; the sum if not said.")
  var monetary: Choice<MonetaryMeasure>?

  @Option(help: "How far back: a span like 12m, or a first day; all if not said.")
  var history: HistoryArgument?

  func validate() throws {
    guard let bins = bins?.counts else { return try expectRules() }
    guard [1, 3].contains(bins.count), bins.allSatisfy({ (2...100).contains($0) }) else {
      throw ValidationError("--bins takes one number or three, each 2 to 100")
    }
    guard ScaleName(rawValue: scale)?.isHighAndLow != true else {
      throw ValidationError("--bins has no meaning with --scale \(scale), which makes two")
    }
    try expectRules()
  }

  /// A stored scale says itself what it is of.
  private func expectRules() throws {
    guard ScaleName(rawValue: scale) == nil else { return }
    for (option, isSaid) in [
      ("--bins", bins != nil), ("--nested", nested), ("--monetary", monetary != nil),
      ("--history", history != nil),
    ] where isSaid {
      throw ValidationError(
        "\(option) has no meaning with the stored scale \(scale), which has its own")
    }
  }

  /// What is asked for, with the scale and the map that are in files. Reads each of them once.
  func question() throws -> RFMQuestion {
    guard let name = ScaleName(rawValue: scale) else {
      let stored = try ruleFile(FittedRFMScale.self, in: scale, for: "--scale")
      return RFMQuestion(scale: .stored(stored), map: try segmentMap(for: stored.binCounts))
    }
    let each = name.scale(bins?.counts ?? [5])
    let rules = nested ? each.nested : each
    return RFMQuestion(
      scale: .rules(rules, monetary?.value ?? .sum, history?.history ?? .all),
      map: try segmentMap(for: rules.binCounts))
  }

  private func segmentMap(for bins: RFMBinCounts) throws -> SegmentMap {
    let isHighAndLow = bins == RFMBinCounts(r: 2, f: 2, m: 2)
    let name = map ?? (isHighAndLow ? MapName.eightTypes : .elevenSegments).rawValue
    return try SegmentMap(named: name, for: bins)
  }
}

/// A scale and a map that have been understood, to be asked of a shop.
struct RFMQuestion {
  enum Scale {
    case rules(RFMScale, MonetaryMeasure, OrderHistory)
    case stored(FittedRFMScale)
  }

  let scale: Scale
  let map: SegmentMap

  /// Scores everyone as of a day; `nil` when nobody has bought.
  func scores(of orders: OrderTable, asOf day: Day) throws -> RFMScores? {
    do throws(RFMError) {
      switch scale {
      case .stored(let scale): return try orders.rfm(asOf: day, scale: scale, map: map)
      case .rules(let scale, let monetary, let history):
        return try orders.rfm(
          asOf: day, scale: scale, map: map, monetary: monetary, history: history)
      }
    } catch {
      throw CommandFailure(.usage, "rfm: \(error)")
    }
  }
}

/// The scales that have names.
enum ScaleName: String, CaseIterable {
  case quantile
  case equalCount = "equal-count"
  case kMeans = "k-means"
  case rCompatible = "r-compatible"
  case mean, median

  /// Whether there are two scores, whatever else is said.
  var isHighAndLow: Bool { self == .mean || self == .median }

  /// - Parameter bins: One number, or three for R, F and M.
  func scale(_ bins: [Int]) -> RFMScale {
    let counts = bins.count == 3 ? bins : Array(repeating: bins[0], count: 3)
    func each(_ rule: (Int) -> BinRule) -> RFMScale {
      RFMScale(
        daysSinceLastOrder: rule(counts[0]), frequency: rule(counts[1]), monetary: rule(counts[2]))
    }
    return switch self {
    case .quantile: each { .quantile($0) }
    case .equalCount: each { .equalCount($0) }
    case .kMeans: each { .kMeans($0) }
    case .rCompatible: each { .rCompatible($0) }
    case .mean: .mean()
    case .median: .median()
    }
  }
}

/// The maps that have names.
enum MapName: String, CaseIterable {
  case elevenSegments = "eleven-segments"
  case eightTypes = "eight-types"
  case r03 = "r-0.3"
  case r02 = "r-0.2"
}

extension SegmentMap {
  /// A map by its name, or from a file.
  ///
  /// - Parameter bins: The scores that the eight types are to be of.
  init(named name: String, for bins: RFMBinCounts = RFMBinCounts(r: 2, f: 2, m: 2)) throws {
    switch MapName(rawValue: name) {
    case .elevenSegments: self = .elevenSegments
    case .r03: self = .r03
    case .r02: self = .r02
    case .eightTypes:
      do throws(RFMError) {
        self = try .eightTypes(of: bins)
      } catch {
        throw CommandFailure(.usage, "--map: \(name): \(error)")
      }
    case nil:
      self = try ruleFile(
        SegmentMap.self, in: name, for: "--map", besides: MapName.allCases.map(\.rawValue))
    }
  }
}
/// How far back purchases count.
struct HistoryArgument: ExpressibleByArgument {
  let history: OrderHistory

  init?(argument: String) {
    guard let history = OrderHistory(argument) else { return nil }
    self.history = history
  }
}
