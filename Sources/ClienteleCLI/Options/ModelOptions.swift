import ArgumentParser
import Clientele
import ClienteleKernels

/// Which model of purchases, and what it is fitted to.
struct ModelOptions: ParsableArguments {
  @Option(
    name: .customLong("model"),
    help: ArgumentHelp(
      """
      nbd, pareto-nbd, bg-nbd, mbg-nbd, bg-cnbd-k, mbg-cnbd-k (k may be a number), bg-bb; or a \
      file made by --save-model, to apply that model to these orders; mbg-nbd if not said.
      """, valueName: "name|file"))
  var chosenModel: ModelArgument?

  var model: ModelArgument { chosenModel ?? .purchases(.mbgNBD) }

  /// Whether anything was said of models.
  var isSaid: Bool {
    chosenModel != nil || unit != nil || calibrationEnd != nil || !covariate.isEmpty
      || saveModel != nil
  }

  @Option(help: "What times are counted in: day, week, month or year; week if not said.")
  var unit: Choice<TimeUnit>?

  @Option(
    help: ArgumentHelp(
      "The last day of what the model learns from; --as-of if not said.", valueName: "day"))
  var calibrationEnd: DayArgument?

  @Option(
    help: ArgumentHelp(
      "A column of customers that the model takes into account; may be said again.",
      valueName: "column"))
  var covariate: [String] = []

  @Option(help: "Store the fitted model here, to be applied to later data with --model.")
  var saveModel: String?

  func validate() throws {
    if case .stored = model {
      guard covariate.isEmpty, saveModel == nil else {
        throw ValidationError(
          "a stored model has its covariates and is stored: leave --covariate and --save-model out")
      }
    }
    if let column = covariate.first(where: { $0.contains("=") }) {
      throw ValidationError("--covariate: a column with = in its name cannot be used (\(column))")
    }
    guard Set(covariate).count == covariate.count else {
      throw ValidationError("--covariate names a column twice")
    }
  }

  /// Refuses to store a model over what is read or written besides.
  ///
  /// - Parameter output: Where the answer is written; `nil` for standard output.
  func expectSavePlace(apartFrom shop: ShopOptions, _ output: String?) throws {
    guard let saveModel, saveModel != "-" else {
      guard saveModel == nil || output != nil else {
        throw ValidationError("--save-model - would mix the model with the answer")
      }
      return
    }
    let others = shop.inputPaths + [shop.rejectsPath, output].compactMap(\.self)
    try expectOther(saveModel, than: others, for: "--save-model")
  }
}

/// Refuses to write where something else is read or written.
func expectOther(_ path: String, than others: [String], for option: String) throws {
  guard path != "-", let place = FileIdentity(path: path) else { return }
  if let other = others.first(where: { $0 != "-" && FileIdentity(path: $0) == place }) {
    throw ValidationError("\(option): \(path) is \(other), which would be lost")
  }
}

/// A model of purchases by its name, or a stored one.
enum ModelArgument: ExpressibleByArgument, Equatable {
  case purchases(PurchaseModel)
  /// BG/BB.
  case opportunities
  /// A file, or what would be in it.
  case stored(String)

  init?(argument: String) {
    if argument == "bg-bb" {
      self = .opportunities
    } else if let model = PurchaseModel(argument) {
      self = .purchases(model)
    } else if argument.isJSON || argument.contains(".") || argument.contains("/") {
      self = .stored(argument)
    } else {
      return nil
    }
  }

  var defaultValueDescription: String {
    switch self {
    case .purchases(let model): model.description
    case .opportunities: "bg-bb"
    case .stored(let place): place
    }
  }
}
