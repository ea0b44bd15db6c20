import Clientele
import Testing

/// 300 simulated customers who buy after every second random step and may leave after any purchase,
/// watched for 52 or 78 weeks by the week, and the parameters that a second program finds for them:
/// the likelihoods of the papers, written in Python and maximised with 40 digits (mpmath 1.3.0).
enum SimulatedHistories {
  /// x, tₓ, T and the number of customers.
  private static let rows = """
    0,0,52,69 0,0,78,60 1,2,52,1 1,3,52,2 1,4,52,2 1,5,52,3 1,6,52,1 1,9,52,3 1,10,52,1 1,11,52,1
    1,12,52,1 1,13,52,1 1,14,52,2 1,15,52,1 1,19,52,1 1,24,52,1 1,25,52,3 1,33,52,1 1,36,52,1
    1,40,52,2 1,45,52,1 1,49,52,1 1,52,52,1 1,2,78,1 1,3,78,2 1,4,78,1 1,6,78,1 1,8,78,3
    1,10,78,1 1,11,78,2 1,13,78,1 1,14,78,1 1,17,78,1 1,19,78,2 1,21,78,1 1,32,78,1 1,33,78,1
    1,35,78,1 1,39,78,1 1,45,78,1 1,46,78,1 1,48,78,1 1,49,78,1 1,52,78,1 1,63,78,1 1,64,78,1
    1,68,78,1 1,73,78,1 1,75,78,1 1,77,78,1 2,12,52,1 2,13,52,1 2,16,52,1 2,18,52,1 2,20,52,1
    2,23,52,1 2,26,52,1 2,28,52,1 2,29,52,1 2,32,52,1 2,34,52,1 2,36,52,1 2,38,52,1 2,43,52,2
    2,47,52,1 2,48,52,1 2,50,52,1 2,9,78,1 2,13,78,1 2,14,78,1 2,18,78,1 2,19,78,1 2,22,78,1
    2,26,78,1 2,39,78,1 2,43,78,1 2,45,78,1 2,47,78,1 2,52,78,1 2,54,78,1 2,59,78,1 2,63,78,1
    2,69,78,1 2,70,78,1 2,74,78,1 3,7,52,1 3,28,52,1 3,34,52,1 3,36,52,1 3,39,52,1 3,40,52,1
    3,41,52,1 3,42,52,1 3,43,52,1 3,44,52,1 3,51,52,1 3,5,78,1 3,12,78,1 3,18,78,1 3,27,78,1
    3,38,78,1 3,48,78,1 3,55,78,1 3,56,78,1 3,63,78,1 3,64,78,1 3,65,78,1 3,69,78,1 3,75,78,2
    4,15,52,1 4,24,52,1 4,33,52,1 4,35,52,1 4,36,52,2 4,41,52,2 4,45,52,1 4,48,52,1 4,34,78,1
    4,41,78,1 4,51,78,1 4,55,78,2 4,74,78,1 4,76,78,1 5,52,52,1 5,32,78,1 5,40,78,1 5,61,78,1
    5,67,78,1 5,69,78,1 5,75,78,1 5,76,78,1 6,47,52,1 6,63,78,1 6,78,78,1 7,23,52,1 7,41,52,1
    7,44,52,1 7,48,52,1 7,51,52,1 7,75,78,1 8,35,52,1 8,43,52,1 8,49,52,1 8,47,78,1 8,54,78,1
    8,70,78,1 11,46,52,1 11,50,52,1 12,40,78,1 12,77,78,1 13,76,78,1 15,75,78,1 17,77,78,1
    """

  /// Weeks between purchases, and how often.
  private static let gaps = """
    1:24 2:30 3:53 4:40 5:34 6:37 7:25 8:19 9:28 10:23 11:24 12:15 13:14 14:12 15:8 16:8 17:11
    18:3 19:12 20:8 21:6 22:3 23:4 24:3 25:11 26:3 27:3 28:2 29:5 30:5 32:2 33:7 34:3 35:2 36:5
    38:2 39:2 40:2 42:1 44:1 45:2 46:3 48:1 49:3 52:2 63:1 64:1 68:1 73:1 75:1 77:1
    """

  static let table: HistoryTable = {
    let rows = Self.rows.split(whereSeparator: \.isWhitespace).map { row in
      row.split(separator: ",").map { Int($0)! }
    }
    let logGaps = Self.gaps.split(whereSeparator: \.isWhitespace).map { pair -> Double in
      let parts = pair.split(separator: ":").map { Double($0)! }
      return parts[1] * GammaFunctions.logRise(parts[0], by: 1)
    }
    return HistoryTable(
      rows.map { row in
        try! PurchaseHistory(
          frequency: row[0], recency: Double(row[1]), age: Double(row[2]))
      }, customerCounts: rows.map { $0[3] }, unit: .week, logGapTotal: logGaps.reduce(0, +))
  }()

  /// What the second program found.
  struct Answer {
    let model: PurchaseModel
    let parameters: [Double]
    let logLikelihood: Double
    let standardErrors: [Double]
    /// Of the first two parameters.
    let covariance: Double
  }

  static let answers = [
    Answer(
      model: .nbd, parameters: [0.6383607647563, 23.71954464347],
      logLikelihood: -2234.43428283253,
      standardErrors: [0.08635262586, 3.798838759], covariance: 0.2781079394),
    Answer(
      model: .bgNBD, parameters: [0.4826143705167, 12.74147614402, 1.0207181296, 5.876784064783],
      logLikelihood: -2213.67943008188,
      standardErrors: [0.06235990657, 2.334237156, 0.9279074747, 6.451747421],
      covariance: 0.1183654799),
    Answer(
      model: .mbgNBD, parameters: [1.059367387442, 19.895716686, 0.6853447174387, 1.880583549865],
      logLikelihood: -2212.20213853885,
      standardErrors: [0.4323765143, 6.241096215, 0.3108991986, 1.493119981],
      covariance: 2.523734159),
    Answer(
      model: .bgCNBD(k: 2),
      parameters: [0.4638381206788, 4.700890430795, 1.074327755044, 3.837940988905],
      logLikelihood: -2165.60267261808,
      standardErrors: [0.0530366994, 0.7433808354, 0.6050737134, 2.643275365],
      covariance: 0.03121866624),
    Answer(
      model: .mbgCNBD(k: 2),
      parameters: [1.303644968222, 8.975240787603, 0.9257352457143, 1.852095684622],
      logLikelihood: -2161.01251839796,
      standardErrors: [0.3495371142, 2.12163039, 0.2947079561, 0.8673628172],
      covariance: 0.6919381195),
    Answer(
      model: .mbgCNBD(k: 3),
      parameters: [1.301455282876, 5.485311400339, 1.026142940402, 1.970081410738],
      logLikelihood: -2173.465297246,
      standardErrors: [0.3091670458, 1.174383575, 0.3171105046, 0.8739129288],
      covariance: 0.3369922862),
    Answer(
      model: .paretoNBD,
      parameters: [0.9030452880201, 24.21557254341, 1.90198062903, 161.2102222494],
      logLikelihood: -2212.25102656698,
      standardErrors: [0.180273212, 4.617534845, 4.785484369, 471.6618349], covariance: 0.7311741064
    ),
  ]
}
