import ArgumentParser
import Clientele
import ClienteleCSV
import ClienteleKernels
import FoundationEssentials

/// `clientele clv`.
struct ValueCommand: ShopCommand {
  static let configuration = CommandConfiguration(
    commandName: "clv",
    abstract: "How likely each customer comes back, how often, and what that is worth.",
    discussion: """
      A model of purchases and one of spend are fitted to the orders through
      --calibration-end. Purchases of one day count as one. What customers did after
      that, through --as-of, is compared with what the model expects.
      CSV lists every customer; JSON has the parameters, with standard errors.

        clientele clv orders.csv --as-of 2026-10-31
        clientele clv orders.csv --as-of 2026-10-31 --format csv -o customers.csv
        clientele clv orders.csv --model mbg-cnbd-k --unit week --calibration-end 2026-04-30
        clientele clv orders.csv --horizon forever --discount 0.15 --margin 0.3
        clientele clv orders.csv --save spring.json
        clientele clv later.csv --load spring.json --format csv
        clientele clv orders.csv --dimension region:customer --covariate region
        clientele clv orders.csv --model bg-bb --every month

      A covariate whose values are numbers is taken as one, any other as groups that
      are compared with the first. bg-bb is for customers who have one chance to buy
      in each period; then there is no spend, and --horizon counts periods.
      """)

  @OptionGroup var shop: ShopOptions
  @OptionGroup(title: "Model") var value: ValueOptions
  @OptionGroup var output: OutputOptions

  func answer() throws {
    let stored = try value.load.map(StoredModel.load)
    let loaded = try shop.load()
    let end = value.calibrationEnd?.day ?? loaded.asOf
    guard end <= loaded.asOf else {
      throw CommandFailure(.usage, "--calibration-end: \(end) is after \(loaded.asOf)")
    }
    do {
      switch value.model {
      case .purchases(let model):
        try output.print(try purchases(model, stored, of: loaded, through: end))
      case .opportunities:
        try output.print(try opportunities(of: loaded, through: end))
      }
    } catch let error as PurchaseModelError {
      throw CommandFailure(error.isUsage ? .usage : .badData, "clv: \(error)")
    }
  }

  private func purchases(
    _ model: PurchaseModel, _ stored: CustomerValueModel?, of loaded: LoadedShop,
    through end: Day
  ) throws -> ValueAnswer {
    let orders = loaded.orders
    let unit = stored?.purchases.unit ?? value.unit.value
    let histories = orders.purchaseHistories(
      through: end, holdoutThrough: loaded.asOf, unit: unit)
    let covariates = try covariates(of: orders)
    let fitted = try stored ?? fit(model, to: histories, covariates)
    for warning in fitted.purchases.warnings + (fitted.spend?.warnings ?? []) {
      printError("clientele: clv: \(warning)")
    }
    if let path = value.save { try StoredModel.save(fitted, to: path) }
    let yearly = TimeUnit.year.dayCount / unit.dayCount
    let horizon = value.horizon.map { $0.units ?? .infinity } ?? yearly
    let question = ValueAnswer.Question(
      horizon: horizon, discount: value.discount, margin: value.margin,
      hasIntervals: value.intervals)
    return try ValueAnswer(
      fitted, histories: histories, covariates: covariates, orders: orders, question)
  }

  private func fit(
    _ model: PurchaseModel, to histories: HistoryColumns, _ covariates: CustomerCovariates?
  ) throws -> CustomerValueModel {
    let purchases =
      try covariates.map { try histories.fit(model, covariates: $0) } ?? histories.fit(model)
    do throws(PurchaseModelError) {
      let spend = try histories.spendTable.fit(currencyCode: histories.currency.code)
      return CustomerValueModel(purchases: purchases, spend: spend)
    } catch {
      // Purchases can be told without money.
      printError("clientele: clv: no model of spend: \(error)")
      return CustomerValueModel(purchases: purchases, spend: nil)
    }
  }

  private func covariates(of orders: OrderTable) throws -> CustomerCovariates? {
    guard !value.covariate.isEmpty else { return nil }
    var (names, columns): ([String], [[Double]]) = ([], [])
    for name in value.covariate {
      guard let groups = orders.customerGroups(by: name) else {
        throw CommandFailure(
          .usage, "--covariate: name the column as --dimension \(name):customer as well")
      }
      let numbers = groups.names.map { Double($0) }
      if numbers.allSatisfy({ $0?.isFinite ?? false }) {
        names.append(name)
        columns.append(
          (0..<orders.customerCount).map { numbers[groups.group(of: $0)!]! })
      } else {
        let covariates = CustomerCovariates(of: groups, customerCount: orders.customerCount)
        names += covariates.names.map { "\(name)=\($0)" }
        let rows = (0..<orders.customerCount).map(covariates.values)
        columns += covariates.names.indices.map { index in rows.map { $0[index] } }
      }
    }
    return CustomerCovariates(names: names, columns: columns)
  }

  private func opportunities(
    of loaded: LoadedShop, through end: Day
  ) throws -> OpportunityAnswer {
    let period = value.every.period
    let first = loaded.orders.days?.lowerBound ?? end
    // Only periods that are over are chances.
    let last = period.start(containing: end + 1) - 1
    guard first <= last else { throw PurchaseModelError.noCustomers }
    let series = PeriodSeries(of: period, from: first, through: last)
    let histories = loaded.orders.run(OpportunityHistories(in: series))
    let model = try OpportunityTable(histories.compactMap(\.self)).fit()
    for warning in model.warnings { printError("clientele: clv: \(warning)") }
    let yearly = TimeUnit.year.dayCount / value.every.dayCount
    let chances = value.horizon.map { $0.units.map(Int.init) } ?? Int(yearly.rounded())
    return try OpportunityAnswer(
      model, histories: histories, orders: loaded.orders, through: last, every: value.every,
      chances: chances, rate: TimeUnit.year.discountRate(yearly: value.discount) / yearly,
      discount: value.discount)
  }
}

extension PurchaseModelError {
  /// Whether another question would have had an answer.
  fileprivate var isUsage: Bool {
    switch self {
    case .infiniteValue, .argument, .otherUnit, .otherCovariates: true
    default: false
    }
  }
}

extension PeriodArgument {
  /// On average.
  fileprivate var dayCount: Double {
    switch self {
    case .day: TimeUnit.day.dayCount
    case .week: TimeUnit.week.dayCount
    case .month: TimeUnit.month.dayCount
    case .quarter: 3 * TimeUnit.month.dayCount
    case .year: TimeUnit.year.dayCount
    }
  }
}

/// Fitted models in files.
private enum StoredModel {
  static func load(_ path: String) throws -> CustomerValueModel {
    let bytes: [UInt8]
    do throws(FileFailure) {
      bytes = try readFile(path, limitBytes: 1 << 20)
    } catch {
      throw CommandFailure(.noInput, "--load: \(path): \(error.text)")
    }
    do {
      return try JSONDecoder().decode(CustomerValueModel.self, from: Data(bytes))
    } catch DecodingError.dataCorrupted(let context) {
      throw CommandFailure(.badData, "--load: \(path): \(context.debugDescription)")
    } catch {
      throw CommandFailure(.badData, "--load: \(path) is not a stored model in JSON")
    }
  }

  static func save(_ model: CustomerValueModel, to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    let file = try TextOutput(path: path)
    try file.write(String(decoding: try encoder.encode(model), as: UTF8.self) + "\n")
    try file.finish()
  }
}
