/// Parameters by their names. A stored model is checked when it is read: unknown or missing keys,
/// and parameters that are not above 0, are refused.
///
/// ```json
/// {"model": "bg-nbd", "unit": "week",
///  "parameters": {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426}}
/// ```
extension FittedPurchaseModel: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case model, unit, parameters, covariates, fit
  }

  public init(from decoder: any Decoder) throws {
    let keys = try StrictContainer(decoder, CodingKeys.self)
    let given: [String: Double] = try keys.decode(.parameters)
    let kind: PurchaseModel = try keys.decode(.model)
    let unit: TimeUnit = try keys.decode(.unit)
    let plain: FittedPurchaseModel
    do throws(PurchaseModelError) {
      plain = try FittedPurchaseModel(kind, parameters: given, unit: unit)
    } catch {
      throw keys.fault(error.description)
    }
    self.init(
      model: plain.model, unit: plain.unit, parameters: plain.parameters,
      covariates: try keys.decodeIfPresent(.covariates), fit: try keys.decodeIfPresent(.fit))
    let hasDropout = parameters.count > 2
    guard covariates.map({ $0.onDropout.isEmpty != hasDropout || $0.names.isEmpty }) ?? true else {
      throw keys.fault("\(model) and the effects on dropout do not fit together")
    }
    guard fit?.covers(estimateCount) ?? true else {
      throw keys.fault("the covariance is not one of \(estimateCount) estimates")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(model, forKey: .model)
    try container.encode(unit, forKey: .unit)
    try container.encode(
      Dictionary(uniqueKeysWithValues: zip(model.parameterNames, parameters)), forKey: .parameters)
    try container.encodeIfPresent(covariates, forKey: .covariates)
    try container.encodeIfPresent(fit, forKey: .fit)
  }
}

extension FittedSpendModel: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case p, q, v, currency, fit
  }

  public init(from decoder: any Decoder) throws {
    let keys = try StrictContainer(decoder, CodingKeys.self)
    let (p, q, v): (Double, Double, Double) = (
      try keys.decode(.p), try keys.decode(.q), try keys.decode(.v)
    )
    let currency: String? = try keys.decodeIfPresent(.currency)
    let fit: ModelFit? = try keys.decodeIfPresent(.fit)
    do throws(PurchaseModelError) {
      try self.init(p: p, q: q, v: v, currencyCode: currency, fit: fit)
    } catch {
      throw keys.fault(error.description)
    }
    guard fit?.covers(3) ?? true else {
      throw keys.fault("the covariance is not one of 3 estimates")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(p, forKey: .p)
    try container.encode(q, forKey: .q)
    try container.encode(v, forKey: .v)
    try container.encodeIfPresent(currencyCode, forKey: .currency)
    try container.encodeIfPresent(fit, forKey: .fit)
  }
}

extension OpportunityModel: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case alpha, beta, gamma, delta, fit
  }

  public init(from decoder: any Decoder) throws {
    let keys = try StrictContainer(decoder, CodingKeys.self)
    let parameters: [Double] = [
      try keys.decode(.alpha), try keys.decode(.beta), try keys.decode(.gamma),
      try keys.decode(.delta),
    ]
    let fit: ModelFit? = try keys.decodeIfPresent(.fit)
    do throws(PurchaseModelError) {
      try self.init(parameters, fit: fit)
    } catch {
      throw keys.fault(error.description)
    }
    guard fit?.covers(4) ?? true else {
      throw keys.fault("the covariance is not one of 4 estimates")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(alpha, forKey: .alpha)
    try container.encode(beta, forKey: .beta)
    try container.encode(gamma, forKey: .gamma)
    try container.encode(delta, forKey: .delta)
    try container.encodeIfPresent(fit, forKey: .fit)
  }
}
