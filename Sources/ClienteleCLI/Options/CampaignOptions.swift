import ArgumentParser
import Clientele
import ClienteleCSV
import ClienteleReport

/// Who was asked, and who was left alone.
struct CampaignListOptions: ParsableArguments {
  /// What to do with ids that never ordered.
  enum UnknownIDs: String, CaseIterable, Sendable {
    case leaveOut, count
  }

  @Option(
    help: ArgumentHelp("A file with the id of everyone asked, one a line.", valueName: "file"))
  var targets: String

  @Option(
    help: ArgumentHelp("A file with the ids of those left alone, to compare.", valueName: "file"))
  var control: String?

  @Option(help: "Ids that never ordered: leaveOut, or count as asked without an answer.")
  var unknownIds: Choice<UnknownIDs> = Choice(.leaveOut)

  /// Reads the lists, and names the ids that are nobody's.
  func load(in orders: OrderTable) throws -> LoadedLists {
    let target = try file(targets)
    let control = try control.map(file)
    for id in control?.ids ?? [] {
      guard let line = target.line(of: id), let other = control else { continue }
      throw CommandFailure(
        .badData,
        "\"\(id)\" is on both lists: line \(line) of \(target.path), "
          + "line \(other.line(of: id) ?? 0) of \(other.path)")
    }
    return LoadedLists(
      targets: account(target, "targets", in: orders),
      controls: control.map { account($0, "controls", in: orders) },
      countsUnknown: unknownIds.value == .count)
  }

  private func file(_ path: String) throws -> CustomerIDFile {
    do throws(CustomerIDFileError) {
      return try CustomerIDFile(contentsOfFile: path)
    } catch {
      throw CommandFailure(
        CommandFailure.Kind(rawValue: error.exitKind.rawValue) ?? .badData, error.description)
    }
  }

  private func account(
    _ file: CustomerIDFile, _ role: String, in orders: OrderTable
  ) -> ListAccount {
    let list = orders.customerList(of: file.ids)
    if !list.unknown.isEmpty {
      let names = list.unknown.prefix(5).joined(separator: ", ")
      let rest = list.unknown.count > 5 ? " …" : ""
      let fate = unknownIds.value == .count ? "count as asked" : "are left out"
      let sentence =
        "clientele: \(Figures.count(list.unknown.count)) of "
        + "\(Figures.count(file.ids.count)) \(role) never ordered and \(fate): \(names)\(rest)"
      printError(sentence.escapedForTerminal)
    }
    return ListAccount(idCount: file.ids.count, list: list)
  }
}

/// What became of one list.
struct ListAccount {
  let idCount: Int
  let list: CustomerList
}

/// The lists of a campaign.
struct LoadedLists {
  let targets: ListAccount
  let controls: ListAccount?
  let countsUnknown: Bool

  var lists: CampaignLists {
    get throws {
      try CampaignLists(
        targets: targets.list.customers,
        controls: controls?.list.customers ?? CustomerSet(),
        strangerCount: countsUnknown ? targets.list.unknown.count : 0,
        controlStrangerCount: countsUnknown ? controls?.list.unknown.count ?? 0 : 0)
    }
  }
}

/// What asking costs, and what an answer earns.
struct CampaignCostOptions: ParsableArguments {
  @Option(help: ArgumentHelp("What it costs to ask one customer: 0.55.", valueName: "amount"))
  var contactCost: AmountArgument?

  @Option(help: ArgumentHelp("What the campaign costs besides.", valueName: "amount"))
  var fixedCost: AmountArgument?

  @Option(
    help: ArgumentHelp("What each answer earns before the campaign is paid.", valueName: "amount"))
  var marginPerResponse: AmountArgument?

  @Option(
    help: ArgumentHelp("The share of revenue that is earned, 0 to 1.", valueName: "share"))
  var margin: Double?

  func validate() throws {
    guard marginPerResponse == nil || margin == nil else {
      throw ValidationError("say --margin-per-response or --margin, not both")
    }
    guard margin.map((0...1).contains) ?? true else {
      throw ValidationError("--margin must be 0 to 1")
    }
    let hasMargin = marginPerResponse != nil || margin != nil
    guard (contactCost != nil) == hasMargin else {
      throw ValidationError("--contact-cost needs --margin-per-response or --margin, and they it")
    }
    guard fixedCost == nil || hasMargin else {
      throw ValidationError("--fixed-cost needs --contact-cost and a margin")
    }
  }

  /// `nil` when no costs are known.
  var costs: CampaignCosts? {
    guard let contactCost else { return nil }
    if let marginPerResponse {
      return CampaignCosts(
        perContact: contactCost.money, fixed: fixedCost?.money,
        margin: .perResponse(marginPerResponse.money))
    }
    return margin.map {
      CampaignCosts(
        perContact: contactCost.money, fixed: fixedCost?.money, margin: .shareOfRevenue($0))
    }
  }
}

/// An amount of money, not below zero: `0.55`, `90000`.
struct AmountArgument: ExpressibleByArgument {
  let money: Money

  init?(argument: String) {
    let parts = argument.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty }),
      argument.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }),
      let units = Int64(parts.joined()), units <= 1_000_000_000_000_000
    else { return nil }
    let decimals = parts.count == 2 ? parts[1].utf8.count : 0
    guard decimals <= 6 else { return nil }
    money = Money(minorUnits: units, in: Currency(scale: decimals))
  }
}
