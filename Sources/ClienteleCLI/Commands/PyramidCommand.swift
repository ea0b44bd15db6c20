import ArgumentParser
import Clientele
import ClienteleCSV
import ClienteleReport

/// `clientele pyramid`.
struct PyramidCommand: ShopCommand {
  static let configuration = CommandConfiguration(
    commandName: "pyramid",
    abstract: "Key, main and small customers by what they bring, and who moved (客户金字塔).",
    discussion: """
      By net revenue up to the as-of day, or in the last --span before it. A customer
      is key while those who bring more have brought less than 80 % of the revenue,
      main below 95 %. With --from, who moved between the levels of two days.
      JSON: asOf, levels, layers, from, transitions; CSV: every customer.

        clientele pyramid orders.csv --as-of 2026-10-31
        clientele pyramid orders.csv --span 12m --from 2025-10-31
        clientele pyramid orders.csv --by channel --smallest-group 10
        clientele pyramid orders.csv --members key -o best.txt
        clientele pyramid orders.csv --span 12m --from 2025-10-31 --members key:small
      """)

  @OptionGroup var shop: ShopOptions
  @OptionGroup var breakdown: BreakdownOptions
  @OptionGroup var members: MembersOptions
  @OptionGroup var output: OutputOptions

  @Option(help: ArgumentHelp("An earlier day, to see who moved.", valueName: "day"))
  var from: DayArgument?

  @Option(
    help: ArgumentHelp(
      "Only the revenue of this span before each day: 12m, 90d; all if not said.", valueName: "span"
    ))
  var span: SpanArgument?

  @Option(help: ArgumentHelp("The share of revenue that key customers bring.", valueName: "share"))
  var keyShare: Double = 0.8

  @Option(help: ArgumentHelp("The share that key and main customers bring.", valueName: "share"))
  var mainShare: Double = 0.95

  func validate() throws {
    guard 0 <= keyShare, keyShare <= mainShare, mainShare <= 1 else {
      throw ValidationError("--key-share and --main-share lie in 0 to 1, the first below")
    }
    try shop.expectSeen(from, as: "--from")
  }

  func answer() throws {
    let loaded = try breakdown.load(shop)
    if let from, from.day >= loaded.asOf {
      throw CommandFailure(.usage, "--from \(from.day) must be before \(loaded.asOf)")
    }
    let now = pyramid(of: loaded.orders, asOf: loaded.asOf)
    let before = from.map { pyramid(of: loaded.orders, asOf: $0.day) }
    let none = CustomerGroups(names: CustomerPyramid.Level.allCases.map(\.rawValue), groups: [])
    let names = Dictionary(
      uniqueKeysWithValues: CustomerPyramid.Level.allCases.map { ($0.rawValue, $0.chineseName) })
    try MovingGroups(
      key: "level", chineseNames: names, now: now?.groups ?? none,
      before: before.map { $0?.groups ?? none }, asOf: loaded.asOf, from: from?.day,
      orders: loaded.orders, layers: PyramidLayerJSON.all(of: now?.pyramid)
    ).print(of: loaded, by: try breakdown.breakdown(of: loaded), members, to: output)
  }

  private func pyramid(of orders: OrderTable, asOf day: Day) -> PyramidMembers? {
    guard let span = span?.span else {
      return orders.pyramidMembers(through: day, keyShare: keyShare, mainShare: mainShare)
    }
    return orders.pyramidMembers(
      in: TimeWindow(start: day + 1 - span, end: day + 1), keyShare: keyShare,
      mainShare: mainShare)
  }
}
