import ArgumentParser
import Clientele
import ClienteleCSV

/// Orders, the histories in them, and a model of both purchases and spend.
struct ModelledShop {
  let loaded: LoadedShop
  let histories: HistoryColumns
  let model: CustomerValueModel
  /// Those of the model; `nil` when it has none.
  let covariates: CustomerCovariates?
}

extension ModelOptions {
  /// Loads the orders and fits the model, or takes the stored one; tells its warnings.
  ///
  /// - Parameters:
  ///   - breakdown: By what the answer is divided.
  ///   - command: Who warns.
  func modelled(
    _ shop: ShopOptions, _ stored: StoredModel?, dividedBy breakdown: BreakdownOptions? = nil,
    for command: String
  ) throws -> ModelledShop {
    let known = try known(stored, for: command)
    func keep(_ schema: inout OrderSchema) { keepColumns(of: known, in: &schema) }
    let loaded =
      if let breakdown {
        try breakdown.load(shop, changing: keep)
      } else {
        try shop.load(changing: keep)
      }
    let result = try modelled(loaded, known, for: command)
    return try explaining(command) { () throws(PurchaseModelError) in try result.get() }
  }

  /// The stored model, where this command can use it.
  func known(_ stored: StoredModel?, for command: String) throws -> CustomerValueModel? {
    switch stored {
    case .value(let model): return model
    case .opportunities:
      throw CommandFailure(.usage, "--model: \(command) cannot use a stored bg-bb model")
    case nil: return nil
    }
  }

  /// The columns of customers that the model needs.
  func keepColumns(of known: CustomerValueModel?, in schema: inout OrderSchema) {
    let names = known?.purchases.covariates?.names ?? []
    let columns = known == nil ? covariate : names.map { String($0.prefix { $0 != "=" }) }
    for column in columns { schema.keep(GroupingArgument(column: column, level: .customer)) }
  }

  /// Fits the model to orders, or takes the stored one; a failure when there is nothing to learn.
  func modelled(
    _ loaded: LoadedShop, _ known: CustomerValueModel?, for command: String
  ) throws -> Result<ModelledShop, PurchaseModelError> {
    let unit = try unit(of: known)
    let end = calibrationEnd?.day ?? loaded.asOf
    guard end <= loaded.asOf else {
      throw CommandFailure(.usage, "--calibration-end: \(end) is after \(loaded.asOf)")
    }
    let histories = loaded.orders.purchaseHistories(
      through: end, holdoutThrough: loaded.asOf, unit: unit)
    let names = known?.purchases.covariates?.names ?? []
    let covariates =
      try known == nil
      ? loaded.orders.covariates(in: covariate)
      : names.isEmpty ? nil : loaded.orders.covariates(named: names)
    guard case .purchases(let kind) = known == nil ? model : .purchases(.mbgNBD) else {
      throw CommandFailure(.usage, "--model: \(command) cannot use bg-bb")
    }
    let fitted: CustomerValueModel
    do throws(PurchaseModelError) {
      if let known {
        fitted = known
      } else {
        fitted = try fit(kind, to: histories, covariates, for: command)
      }
    } catch {
      return .failure(error)
    }
    if known == nil { try save(.value(fitted)) }
    return .success(
      ModelledShop(
        loaded: loaded, histories: histories, model: fitted, covariates: covariates))
  }

  private func unit(of known: CustomerValueModel?) throws -> TimeUnit {
    guard let known else { return unit?.value ?? .week }
    let stored = known.purchases.unit
    guard unit == nil || unit?.value == stored else {
      throw CommandFailure(.usage, "--unit: the stored model counts in \(stored.rawValue)s")
    }
    return stored
  }

  private func fit(
    _ kind: PurchaseModel, to histories: HistoryColumns, _ covariates: CustomerCovariates?,
    for command: String
  ) throws(PurchaseModelError) -> CustomerValueModel {
    let purchases =
      if let covariates {
        try histories.fit(kind, covariates: covariates)
      } else {
        try histories.fit(kind)
      }
    var spend: FittedSpendModel?
    do throws(PurchaseModelError) {
      spend = try histories.spendTable.fit(currencyCode: histories.currency.code)
    } catch {
      // Purchases can be told without money.
      printError("clientele: \(command): no model of spend: \(error)")
    }
    for warning in purchases.warnings + (spend?.warnings ?? []) {
      printError("clientele: \(command): \(warning)")
    }
    return CustomerValueModel(purchases: purchases, spend: spend)
  }
}

/// What models cannot do, as a failure with the right exit code.
func explaining<Value>(
  _ command: String, _ body: () throws(PurchaseModelError) -> Value
) throws -> Value {
  do throws(PurchaseModelError) {
    return try body()
  } catch {
    throw CommandFailure(error.isUsage ? .usage : .badData, "\(command): \(error)")
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

extension OrderTable {
  /// Columns of customers as covariates: numbers where all values are, or a 0 or 1 for each value
  /// but the first, named `column=value`; `nil` for none.
  fileprivate func covariates(in columns: [String]) throws -> CustomerCovariates? {
    guard !columns.isEmpty else { return nil }
    var (names, values): ([String], [[Double]]) = ([], [])
    for column in columns {
      let groups = try groups(in: column)
      let isNumber = groups.names.allSatisfy { Double($0)?.isFinite ?? false }
      let own = isNumber ? [column] : groups.names.dropFirst().map { "\(column)=\($0)" }
      names += own
      values += own.map { self.values(of: groups, named: $0) }
    }
    return CustomerCovariates(names: names, columns: values)
  }

  /// The covariates that a stored model names.
  fileprivate func covariates(named names: [String]) throws -> CustomerCovariates {
    let values = try names.map { name in
      self.values(of: try groups(in: String(name.prefix { $0 != "=" })), named: name)
    }
    return CustomerCovariates(names: names, columns: values)
  }

  private func groups(in column: String) throws -> CustomerGroups {
    guard let groups = customerGroups(by: column) else {
      throw CommandFailure(.usage, "--covariate: there is no column \(column)")
    }
    return groups
  }

  /// A number for each customer; not one for those whose value is none.
  private func values(of groups: CustomerGroups, named name: String) -> [Double] {
    if let place = name.firstIndex(of: "=") {
      let value = String(name[name.index(after: place)...])
      let member = groups.names.firstIndex(of: value)
      return (0..<customerCount).map { groups.group(of: $0) == member && member != nil ? 1 : 0 }
    }
    let numbers = groups.names.map { Double($0) ?? .nan }
    return (0..<customerCount).map { groups.group(of: $0).map { numbers[$0] } ?? .nan }
  }
}
