import Clientele
import ClienteleFixtures
import Foundation

/// What scikit-learn and statsmodels make of the same orders: `Tests/Oracles/learning`.
enum LearningOracle {
  struct Expected: Decodable {
    let shop: Cases
    let cdnow: Cases
  }

  struct Cases: Decodable {
    let propensity: [Propensity]
    let clusters: [Clusters]
  }

  struct Propensity: Decodable {
    let fittedAsOf: Day
    let judgedAsOf: Day
    let days: Int
    let penalty: Double
    let features: [PurchaseFeature]
    let customers: Int
    let buyers: Int
    let intercept: Double
    let coefficients: [Double]
    /// Of maximum likelihood only: the intercept's first.
    let standardErrors: [Double]?
    let perUnit: [Double]?
    let logLikelihood: Double?
    let nullLogLikelihood: Double?
    let judgedCustomers: Int
    let judgedBuyers: Int
    let auc: Double
    let aucInterval: [Double]
    let logLoss: Double
    let brier: Double
    let firstProbabilities: [Double]
  }

  struct Clusters: Decodable {
    let asOf: Day
    let logarithms: [String]
    let k: Int
    let customers: Int
    let mean: [Double]
    let deviation: [Double]
    let lloydInertia: Double
    let lloydCentres: [[Double]]
    let lloydSizes: [Int]
    let bestInertia: Double
    let bestSizes: [Int]
    let calinskiHarabasz: Double
    let silhouette: Double?
    let silhouettes: [Double]?
    let bestSilhouette: Double?
  }

  static func expected() throws -> Expected {
    let file = URL(fileURLWithPath: #filePath)
      .appendingPathComponent("../../../Oracles/learning/expected.json").standardized
    return try JSONDecoder().decode(Expected.self, from: Data(contentsOf: file))
  }
}

/// Whether two figures agree to a relative tolerance, or an absolute one near 0.
func agree(_ found: Double?, _ expected: Double, _ tolerance: Double = 1e-9) -> Bool {
  guard let found else { return false }
  return abs(found - expected) <= tolerance * max(1, abs(expected))
}

/// A value from the text of its JSON.
func decoded<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
  try JSONDecoder().decode(type, from: Data(text.utf8))
}
