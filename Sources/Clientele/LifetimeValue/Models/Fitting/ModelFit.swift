import Glibc

/// The result of a maximum likelihood fit, beside the estimates.
public struct ModelFit: Hashable, Sendable {
  /// In the unit of the data.
  public let logLikelihood: Double
  /// How many customers the model was fitted to.
  public let customerCount: Int
  /// Of the estimates, in their order: symmetric, the inverse of the observed information. `nil`
  /// when the data do not determine all of them.
  public let covariance: [[Double]]?
  /// Steps of the search.
  public let stepCount: Int
  /// What the user should know.
  public internal(set) var warnings: [FitWarning]

  func aic(parameterCount: Int) -> Double { 2 * Double(parameterCount) - 2 * logLikelihood }

  func bic(parameterCount: Int) -> Double {
    log(Double(customerCount)) * Double(parameterCount) - 2 * logLikelihood
  }
}

extension ModelFit: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case logLikelihood, customerCount, covariance, stepCount, warnings
  }

  public init(from decoder: any Decoder) throws {
    let keys = try StrictContainer(decoder, CodingKeys.self)
    logLikelihood = try keys.decode(.logLikelihood)
    customerCount = try keys.decode(.customerCount)
    covariance = try keys.decodeIfPresent(.covariance)
    stepCount = try keys.decode(.stepCount)
    warnings = try keys.decode(.warnings)
    guard customerCount > 0 else { throw keys.fault("there must be customers in a fit") }
    if let covariance {
      let isSquare = covariance.allSatisfy { $0.count == covariance.count }
      guard isSquare, covariance.indices.allSatisfy({ covariance[$0][$0] > 0 }),
        covariance.indices.allSatisfy({ row in
          covariance.indices.allSatisfy { covariance[row][$0] == covariance[$0][row] }
        })
      else { throw keys.fault("the covariance is not a symmetric matrix of variances") }
    }
  }

  /// Whether a covariance, if there is one, is of so many estimates.
  func covers(_ estimateCount: Int) -> Bool {
    covariance.map { $0.count == estimateCount } ?? true
  }
}
