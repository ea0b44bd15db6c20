import ArgumentParser
import Clientele
import ClienteleCSV
import FoundationEssentials

/// `clientele rfm`.
struct RFMCommand: ShopCommand {
  static let configuration = CommandConfiguration(
    commandName: "rfm",
    abstract: "Scores for days since the last order, frequency and money, and segments.",
    discussion: """
      The highest score is best in all three: 5, if --bins says nothing else. Equal
      values always get equal scores. Two scores each have eight types, others need
      a map that has as many.
      With --since, who moved between the segments of two days, by the cuts of the
      last; with --every, segments are looked at on the days between as well.
      CSV lists every customer with figures, scores and segment, with --weights the
      weighted sum of the scores, and with --since the segment then, the last other
      segment and the first day after it. --members lists those of a segment, of a
      cell like 555, or who moved: Champions:Loyal.
      JSON: asOf, thresholds, segments, profiles, bins, heatMap, from, transitions.

        clientele rfm orders.csv --as-of 2026-10-31
        clientele rfm orders.csv --scale mean --map eight-types
        clientele rfm orders.csv --save-scale spring.json
        clientele rfm later.csv --scale spring.json --format csv
        clientele rfm orders.csv --by region:customer
        clientele rfm orders.csv --members Champions -o best.txt
        clientele rfm orders.csv --since 2026-03-31 --members "Champions:At Risk"
        clientele rfm orders.csv --since 2025-10-31 --every month --format csv
      """)

  @OptionGroup var shop: ShopOptions
  @OptionGroup var breakdown: BreakdownOptions
  @OptionGroup var members: MembersOptions
  @OptionGroup var output: OutputOptions

  @Option(
    help: ArgumentHelp(
      "Store the cuts here, to score later data alike with --scale.", valueName: "file.json"))
  var saveScale: String?

  @Option(help: ArgumentHelp("An earlier day, to see who moved.", valueName: "day"))
  var since: DayArgument?

  @Option(
    help: ArgumentHelp(
      "Look at segments this often since then: day, week, month …", valueName: "period"))
  var every: PeriodArgument?

  @Option(
    help: ArgumentHelp(
      "What a score of R, F and M counts in one sum: 100,10,1.", valueName: "r,f,m"))
  var weights: WeightsArgument?

  func validate() throws {
    guard every == nil || since != nil else {
      throw ValidationError("--every needs --since, the first day")
    }
    try shop.expectSeen(since, as: "--since")
  }

  func answer() throws {
    let question = try breakdown.rfm.question()
    let loaded = try breakdown.load(shop)
    if let since, since.day >= loaded.asOf {
      throw CommandFailure(.usage, "--since \(since.day) must be before \(loaded.asOf)")
    }
    let scores = try question.scores(of: loaded.orders, asOf: loaded.asOf)
    if let saveScale { try save(scores?.scale, to: saveScale) }
    let trail = try scores.flatMap { try self.trail(of: loaded, $0) }
    let divided = try breakdown.breakdown(of: loaded)
    let isListed = try members.print(of: loaded, by: divided, to: output) { cell in
      try customers(in: cell, of: scores, trail)
    }
    guard !isListed else { return }
    let parts = divided.map { divided in
      scores?.totals(by: divided.groups) ?? divided.groups.names.map { _ in [] }
    }
    let movements = divided.flatMap { divided in trail?.movements(by: divided.groups) }
    let totals = GroupedResult<RFMAnswer.Group?>(
      total: nil,
      parts: (parts ?? []).enumerated().map { place, totals in
        RFMAnswer.Group(totals: totals, movement: movements?[place])
      })
    try output.print(totals, by: divided, groupColumn: .ofCustomers) { group in
      RFMAnswer(
        asOf: loaded.asOf, scores: scores, trail: trail, orders: loaded.orders,
        breakdown: divided, group: group, weights: weights?.weights)
    }
  }

  /// Where everyone came from, on the cuts of the last day.
  private func trail(of loaded: LoadedShop, _ scores: RFMScores) throws -> SegmentHistory? {
    guard let since = since?.day else { return nil }
    var days = every?.period.steps(from: since, through: loaded.asOf) ?? [since]
    guard days.count <= 4_096 else {
      throw CommandFailure(.limit, "--every: \(days.count) days are more than 4096")
    }
    if days.last != loaded.asOf { days.append(loaded.asOf) }
    do throws(RFMError) {
      let before = try loaded.orders.rfm(asOf: since, scale: scores.scale, map: scores.map)
      let none = CustomerGroups(names: scores.map.segments.map(\.name), groups: [])
      return SegmentHistory(
        from: since, before: before?.segmentGroups ?? none, now: scores.segmentGroups,
        changes: try loaded.orders.segmentTrail(asOf: days, scale: scores.scale, map: scores.map))
    } catch {
      throw CommandFailure(.usage, "rfm: \(error)")
    }
  }

  /// The customers of a segment, by its name in either language, of a cell, or of `from:to`.
  private func customers(
    in cell: String, of scores: RFMScores?, _ trail: SegmentHistory?
  ) throws -> [Int] {
    guard let scores else { return [] }
    func place(of name: String) -> Int? {
      scores.map.segments.firstIndex { $0.name == name || $0.chineseName == name }
    }
    if let place = place(of: cell) { return scores.segmentGroups.members(of: place) }
    let (first, second) = cell.cellParts
    if let trail, let second, let target = place(of: second),
      place(of: first) != nil || first == "none"
    {
      return trail.before.members(movingFrom: place(of: first), to: target, in: trail.now)
    }
    guard let code = RFMCode(cell), scores.map.binCounts.contains(code) else {
      let names = scores.map.segments.map(\.name).joined(separator: ", ")
      throw members.unknown(
        cell, there: "\(names), cells like 555, and with --since two segments with a colon")
    }
    return scores.indices.filter { scores[$0]?.code == code }
  }

  private func save(_ scale: FittedRFMScale?, to path: String) throws {
    guard let scale else {
      throw CommandFailure(.badData, "--save-scale: nobody has bought, so there are no cuts")
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    let file = try TextOutput(path: path)
    try file.write(String(decoding: try encoder.encode(scale), as: UTF8.self) + "\n")
    try file.finish()
  }
}

/// Three numbers with commas: `100,10,1`.
struct WeightsArgument: ExpressibleByArgument {
  let weights: RFMWeights

  init?(argument: String) {
    let numbers = argument.split(separator: ",", omittingEmptySubsequences: false)
      .map { Double($0) }
    guard numbers.count == 3, let r = numbers[0], let f = numbers[1], let m = numbers[2],
      let weights = RFMWeights(r: r, f: f, m: m)
    else { return nil }
    self.weights = weights
  }
}
