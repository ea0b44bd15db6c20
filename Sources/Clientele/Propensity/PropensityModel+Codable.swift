/// A stored model is checked when it is read: keys that are not known, figures that are no numbers
/// and covariances of another size are refused.
extension PropensityModel: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case fittedAsOf, days, penalty, base, intercept, terms, covariance, logLikelihood, warnings
    case currency
  }

  public init(from decoder: any Decoder) throws {
    let container = try StrictContainer(decoder, CodingKeys.self)
    fittedAsOf = try container.decode(.fittedAsOf)
    days = try container.decode(.days)
    penalty = try container.decode(.penalty)
    base = try container.decode(.base)
    intercept = try container.decode(.intercept)
    terms = try container.decode(.terms)
    covariance = try container.decode(.covariance)
    logLikelihood = try container.decode(.logLikelihood)
    warnings = try container.decodeIfPresent(.warnings) ?? []
    currencyCode = try container.decodeIfPresent(.currency)
    let size = terms.count + 1
    guard (1...100_000).contains(days) else {
      throw container.fault(.days, "a window has 1 to 100,000 days, not \(days)")
    }
    guard penalty >= 0, penalty < .infinity else {
      throw container.fault(.penalty, "a penalty is 0 or more, not \(penalty)")
    }
    guard base.numerator > 0, base.numerator < base.denominator else {
      throw container.fault(.base, "a model needs buyers and others")
    }
    guard covariance.count == size, covariance.allSatisfy({ $0.count == size }) else {
      throw container.fault(.covariance, "it must have \(size) rows of \(size) numbers")
    }
    guard Set(terms.map(\.name)).count == terms.count else {
      throw container.fault(.terms, "a name stands there twice")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(fittedAsOf, forKey: .fittedAsOf)
    try container.encode(days, forKey: .days)
    try container.encode(penalty, forKey: .penalty)
    try container.encode(base, forKey: .base)
    try container.encode(intercept, forKey: .intercept)
    try container.encode(terms, forKey: .terms)
    try container.encode(covariance, forKey: .covariance)
    try container.encode(logLikelihood, forKey: .logLikelihood)
    try container.encode(warnings, forKey: .warnings)
    try container.encodeIfPresent(currencyCode, forKey: .currency)
  }
}

extension PropensityTerm: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case name, own, scale, fill, mean, deviation, coefficient, standardError
  }

  public init(from decoder: any Decoder) throws {
    let container = try StrictContainer(decoder, CodingKeys.self)
    name = try container.decode(.name)
    let isOwn: Bool = try container.decodeIfPresent(.own) ?? false
    feature = isOwn ? nil : PurchaseFeature(rawValue: name)
    guard isOwn || feature != nil else {
      let names = PurchaseFeature.allCases.map(\.rawValue)
      throw container.fault(
        .name, "there is no feature \(name); \(wordHint(name, among: names, called: "features"))")
    }
    scale = try container.decode(.scale)
    fill = try container.decodeIfPresent(.fill)
    mean = try container.decode(.mean)
    deviation = try container.decode(.deviation)
    coefficient = try container.decode(.coefficient)
    standardError = try container.decode(.standardError)
    guard deviation > 0, standardError >= 0 else {
      throw container.fault(.deviation, "a standard deviation and an error are not below 0")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    if feature == nil { try container.encode(true, forKey: .own) }
    try container.encode(scale, forKey: .scale)
    try container.encodeIfPresent(fill, forKey: .fill)
    try container.encode(mean, forKey: .mean)
    try container.encode(deviation, forKey: .deviation)
    try container.encode(coefficient, forKey: .coefficient)
    try container.encode(standardError, forKey: .standardError)
  }
}
