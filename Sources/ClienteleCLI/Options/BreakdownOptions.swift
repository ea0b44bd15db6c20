import ArgumentParser
import Clientele
import ClienteleCSV

/// By what an answer is divided, and which groups are too small to be shown.
struct BreakdownOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Divide by stage, segment, rfm (cells of scores), phase, pyramid, tier, tag:NAME, \
      cohort (or cohort:quarter …), a column of orders, or of customers with :customer after it.
      """, valueName: "what"))
  var by: BreakdownArgument?

  @Option(help: ArgumentHelp("Hide groups with fewer customers than this.", valueName: "count"))
  var smallestGroup: Int = 1

  @Option(
    help: ArgumentHelp(
      "The last day that stages, segments, tiers and the like of --by see.", valueName: "day"))
  var groupedAsOf: DayArgument?

  @OptionGroup var rfm: RFMOptions

  @Option(
    help: ArgumentHelp(
      "The ladder of --by tier: \(TierLadder.names), or one of your own.",
      valueName: "name|file.json"))
  var ladder: String = "taobao"

  @Option(help: ArgumentHelp("The rules of --by tag:NAME and tags.", valueName: "file.json"))
  var tags: String?

  func validate() throws {
    guard smallestGroup >= 1 else { throw ValidationError("--smallest-group must be 1 or more") }
    guard by != nil || (smallestGroup == 1 && groupedAsOf == nil) else {
      throw ValidationError("--smallest-group and --grouped-as-of are about groups: say also --by")
    }
    guard groupedAsOf == nil || by?.isOfDay == true else {
      throw ValidationError("--grouped-as-of has no meaning with groups that no day changes")
    }
    guard tags != nil || by?.needsTags != true else {
      throw ValidationError("--by \(by?.text ?? "") asks for the rules of tags: say also --tags")
    }
  }

  var suppression: GroupSuppression { GroupSuppression(smallestGroup: smallestGroup) }

  /// Loads the files with the columns that groups are made of.
  func load(
    _ shop: ShopOptions, through last: DayArgument? = nil,
    changing change: (inout OrderSchema) -> Void = { _ in }
  ) throws -> LoadedShop {
    let rules: TagRules? =
      if let tags, by?.needsTags == true {
        try ruleFile(TagRules.self, in: tags, for: "--tags")
      } else {
        nil
      }
    var loaded = try shop.load(groupedBy: by?.column, through: last) { schema in
      change(&schema)
      if let rules { schema.keep(columnsOf: rules) }
    }
    loaded.tagRules = rules
    return loaded
  }

  /// The groups of the customers who bought by the as-of day; `nil` when nothing is divided.
  ///
  /// - Parameter day: The last day that stages and the like see, where the flag does not say it.
  func breakdown(
    of loaded: LoadedShop, asOf day: Day? = nil, boundaries: LifecycleBoundaries = .standard
  ) throws -> Breakdown? {
    guard let by else { return nil }
    let day = min(groupedAsOf?.day ?? day ?? loaded.asOf, loaded.asOf)
    let groups = try groups(
      by, of: loaded, asOf: by.isOfDay ? day : loaded.asOf, boundaries: boundaries)
    guard groups.count < 65_536 else {
      throw CommandFailure(.limit, "--by \(by.text): \(groups.count) groups are more than 65535")
    }
    return Breakdown(
      what: by.text, groups: groups, orders: loaded.orders, asOf: loaded.asOf,
      suppression: suppression)
  }

  private func groups(
    _ by: BreakdownArgument, of loaded: LoadedShop, asOf day: Day, boundaries: LifecycleBoundaries
  ) throws -> CustomerGroups {
    let orders = loaded.orders
    let none = CustomerGroups(names: [], groups: [])
    switch by.kind {
    case .stage:
      return CustomerGroups(orders.run(CustomerStages(asOf: day, boundaries: boundaries)))
    case .segment: return try rfm.question().scores(of: orders, asOf: day)?.segmentGroups ?? none
    case .rfm: return try rfm.question().scores(of: orders, asOf: day)?.cellGroups ?? none
    case .phase: return CustomerGroups(orders.run(RelationshipPhases(asOf: day)))
    case .pyramid: return orders.pyramidMembers(through: day)?.groups ?? none
    case .tier: return orders.tiers(on: try TierLadder(named: ladder), asOf: day)
    case .tag(let name):
      return try carriers(of: loaded, asOf: day, boundaries: boundaries).groups(carrying: name)
    case .tags:
      throw CommandFailure(
        .usage,
        "--by tags: only activity counts a customer in each tag they carry; say tag:NAME")
    case .cohort(let period):
      return orders.customerGroups(byFirstPurchaseIn: period, asOf: day)
    case .column(let column):
      guard let groups = orders.customerGroups(by: column) else {
        throw CommandFailure(.usage, "--by: there is no column \(column.column)")
      }
      return groups
    }
  }

  /// Who carries the tags of the rules, by the day that groups see.
  func carriers(of loaded: LoadedShop) throws -> CustomerTags {
    try carriers(
      of: loaded, asOf: min(groupedAsOf?.day ?? loaded.asOf, loaded.asOf), boundaries: .standard)
  }

  private func carriers(
    of loaded: LoadedShop, asOf day: Day, boundaries: LifecycleBoundaries
  ) throws -> CustomerTags {
    guard let rules = loaded.tagRules else {
      preconditionFailure("rules are read before the orders they need")
    }
    let scores = rules.needScores ? try rfm.question().scores(of: loaded.orders, asOf: day) : nil
    let ladder = try TierLadder(named: ladder)
    do throws(TagRulesError) {
      return loaded.orders.run(
        try Tagging(
          rules, of: loaded.orders, asOf: day, boundaries: boundaries, ladder: ladder,
          scores: scores))
    } catch {
      throw CommandFailure(.usage, "--tags: \(error)")
    }
  }
}

extension CustomerTags {
  /// Those who carry one tag.
  fileprivate func groups(carrying name: String) throws -> CustomerGroups {
    guard let set = self[name] else {
      let hint = wordHint(name, among: names, called: "tags")
      throw CommandFailure(.usage, "--by: there is no tag \(name); \(hint)")
    }
    return CustomerGroups(
      names: [name], groups: (0..<(set.numbers.last ?? -1) + 1).map { set.contains($0) ? 0 : nil })
  }
}
