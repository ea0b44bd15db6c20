import ArgumentParser
import Clientele
import ClienteleCSV
import FoundationEssentials

/// `clientele propensity`.
struct PropensityCommand: ShopCommand {
  static let configuration = CommandConfiguration(
    commandName: "propensity",
    abstract: "Who will buy in the coming days, and how far that can be trusted (意向度).",
    discussion: """
      A logistic regression on features of purchases, and on columns of your own. It
      is fitted to what followed one day, judged by what followed a later one that
      it has not seen, and applied to everyone as of the last. The gains say which
      share of the customers holds how many of the buyers, with the best possible
      beside it.
      A file of columns has the customer's id first. With a column as_of, records
      say on which day their values were known, and no later ones are used.
      JSON: asOf, days, model, evaluation, scores; CSV: every customer with
      probability and top_share, the share of customers with one as high.

        clientele propensity orders.csv --days 90
        clientele propensity orders.csv --days 60 --columns visits.csv --missing zero
        clientele propensity orders.csv --days 90 --save-model spring.json
        clientele propensity later.csv --model spring.json --format csv
        clientele propensity orders.csv --days 90 --best 0.2
      """)

  @OptionGroup var shop: ShopOptions
  @OptionGroup(title: "The model") var propensity: PropensityOptions
  @OptionGroup var output: OutputOptions

  @Option(help: "The share of the buyers that customers are sought for, 0 to 1.")
  var capture: Double = 0.95

  @Option(help: "List the best share of the customers by id, and nothing else.")
  var best: Double?

  @Option(help: "Store the model here, to score later data alike with --model.")
  var saveModel: String?

  func validate() throws {
    guard (0...1).contains(capture) else { throw ValidationError("--capture must be 0 to 1") }
    guard best.map((0...1).contains) ?? true else {
      throw ValidationError("--best must be 0 to 1")
    }
    guard propensity.model == nil || saveModel == nil else {
      throw ValidationError("--save-model stores what is fitted: there is nothing with --model")
    }
    try shop.expectSeen(propensity.fitAsOf, as: "--fit-as-of")
    try shop.expectSeen(propensity.judgeAsOf, as: "--judge-as-of")
  }

  func answer() throws {
    let stored = try propensity.storedModel()
    let loaded = try shop.load()
    let question = PropensityRun(
      orders: loaded.orders, asOf: loaded.asOf, options: propensity,
      own: try propensity.ownColumns(of: loaded.orders))
    let answer = try question.answer(stored: stored, capture: capture)
    for warning in answer.model.warnings where stored == nil {
      printError("clientele: \(warning)".escapedForTerminal)
    }
    if let saveModel { try save(answer.model, to: saveModel) }
    guard let best else { return try output.print(answer) }
    let chosen = zip(answer.scores.customers, answer.scores.topShares()).filter { $0.1 <= best }
    try output.print(
      Members(cell: "best \(best)", customers: chosen.map(\.0), orders: loaded.orders))
  }

  private func save(_ model: PropensityModel, to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    let file = try TextOutput(path: path)
    try file.write(String(decoding: try encoder.encode(model), as: UTF8.self) + "\n")
    try file.finish()
  }
}

/// A model, what came of it, and whom it speaks of.
private struct PropensityRun {
  let orders: OrderTable
  /// The last day that is seen, and that orders are complete for.
  let asOf: Day
  let options: PropensityOptions
  let own: OwnColumns?

  func answer(stored: PropensityModel?, capture: Double) throws -> PropensityAnswer {
    do throws(PropensityError) {
      let days = stored?.days ?? options.days ?? 90
      let judgeDay = options.judgeAsOf?.day ?? asOf - days
      let model: PropensityModel
      if let stored {
        model = stored
      } else {
        model = try fitted(asOf: options.fitAsOf?.day ?? judgeDay - days, days: days)
      }
      let scores = try model.scores(of: orders, asOf: asOf, columns: columns(asOf))
      return PropensityAnswer(
        asOf: asOf, model: model, evaluation: try evaluation(of: model, asOf: judgeDay),
        scores: scores, capture: capture, orders: orders)
    } catch {
      throw failure(error)
    }
  }

  private func columns(_ day: Day) -> [CustomerColumn] {
    own?.columns(of: orders, asOf: day) ?? []
  }

  private func fitted(asOf day: Day, days: Int) throws(PropensityError) -> PropensityModel {
    try orders.propensity(
      asOf: day, days: days, observedThrough: asOf,
      features: options.features?.features ?? PurchaseFeature.standard, columns: columns(day),
      penalty: options.penalty ?? 1)
  }

  /// `nil` when a stored model has seen all that is over.
  private func evaluation(
    of model: PropensityModel, asOf day: Day
  ) throws(PropensityError) -> PropensityEvaluation? {
    if options.model != nil, options.judgeAsOf == nil, day < model.window.end - 1 {
      let last = model.window.end - 1
      printError(
        "clientele: the model was fitted to purchases through \(last); it can be judged from "
          + "\(last + model.days) on")
      return nil
    }
    return try model.evaluation(
      on: orders, asOf: day, observedThrough: asOf, columns: columns(day))
  }

  private func failure(_ error: PropensityError) -> CommandFailure {
    switch error {
    case .missingValue(let column, let customer):
      CommandFailure(
        .badData,
        "propensity: customer \(orders.customers[customer]) has no value in column \(column): "
          + "use --missing zero or mean")
    case .notFinite(let column, let customer):
      CommandFailure(
        .badData,
        "propensity: the value of customer \(orders.customers[customer]) in column \(column) is "
          + "no finite number")
    case .separated: CommandFailure(.badData, "propensity: \(error) (--penalty)")
    case .nobody, .oneOutcome:
      CommandFailure(.badData, "propensity: \(error); choose other --days or days")
    case .missingColumn, .repeatedColumn, .notHeldOut, .windowNotOver:
      CommandFailure(.usage, "propensity: \(error)")
    default: CommandFailure(.badData, "propensity: \(error)")
    }
  }
}
