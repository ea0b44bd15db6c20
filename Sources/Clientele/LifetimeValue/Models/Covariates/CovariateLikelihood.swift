import ClienteleKernels
import Glibc

/// A model's log-likelihood by its parameters and the effects of covariates.
///
/// Places are the logarithms of the parameters, and then one effect for each covariate on the rate
/// of purchases and on dropout. In the BG/NBD family ln a and ln b are replaced by the logit of the
/// mean probability of leaving, ln(a ÷ b), and ln(a + b): then all effects are additions.
struct CovariateLikelihood: Sendable {
  let model: PurchaseModel
  let patterns: [CovariatePattern]
  let covariateCount: Int

  private var baseCount: Int { model.parameterNames.count }

  /// Whether anyone leaves.
  var hasDropout: Bool { baseCount > 2 }

  private var isBetaGeometric: Bool {
    if case .betaGeometric = model.kind { true } else { false }
  }

  var placeCount: Int { baseCount + covariateCount * (hasDropout ? 2 : 1) }

  func landscape(at place: [Double], threads: Int) -> Landscape {
    let likelihood = model.likelihood
    // Many small tables are shared out among threads, few large ones are divided themselves.
    let isMany = patterns.count >= 16
    let work: @Sendable (Int) -> Landscape = { index in
      let pattern = patterns[index]
      let own = likelihood.landscape(
        of: pattern.table, at: logarithms(place, pattern.values), threads: isMany ? 1 : threads)
      return spread(own, at: place, pattern.values)
    }
    let parts =
      isMany ? mapTasks(patterns.count, threads: threads, work) : patterns.indices.map(work)
    var total = Landscape(
      value: 0, gradient: Array(repeating: 0, count: placeCount),
      hessian: SymmetricMatrix(zero: placeCount))
    for part in parts {
      total.value += part.value
      for index in total.gradient.indices { total.gradient[index] += part.gradient[index] }
      total.hessian += part.hessian
    }
    return total
  }

  /// The place where customers with some covariates stand: by which coordinate each of their
  /// parameters moves, and by how much.
  private func weights(_ values: [Double]) -> [[Double]] {
    (0..<baseCount).map { parameter in
      var row = Array(repeating: 0.0, count: placeCount)
      row[parameter] = 1
      for (index, value) in values.enumerated() {
        if parameter == 1 { row[baseCount + index] = -value }
        let dropout = baseCount + covariateCount + index
        if isBetaGeometric {
          if parameter == 2 { row[dropout] = value }
        } else if parameter == 3 {
          row[dropout] = -value
        }
      }
      return row
    }
  }

  private func coordinates(_ place: [Double], _ values: [Double]) -> [Double] {
    weights(values).map { row in zip(row, place).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  /// The logarithms of the parameters of customers with some covariates.
  private func logarithms(_ place: [Double], _ values: [Double]) -> [Double] {
    let own = coordinates(place, values)
    return isBetaGeometric ? Self.shapes(own) : own
  }

  /// ln a and ln b for ln(a ÷ b) and ln(a + b), the third and fourth coordinates.
  static func shapes(_ own: [Double]) -> [Double] {
    [own[0], own[1], own[3] - logOfSum(0, -own[2]), own[3] - logOfSum(0, own[2])]
  }

  /// A customer's slopes and curvatures as those of the common coordinates.
  private func spread(_ own: Landscape, at place: [Double], _ values: [Double]) -> Landscape {
    let weights = weights(values)
    let local = isBetaGeometric ? byMean(own, logit: coordinates(place, values)[2]) : own
    var spread = Landscape(
      value: own.value, gradient: Array(repeating: 0, count: placeCount),
      hessian: local.hessian.transformed(by: (0..<placeCount).map { c in weights.map { $0[c] } }))
    for (parameter, row) in weights.enumerated() {
      for (index, weight) in row.enumerated() where weight != 0 {
        spread.gradient[index] += weight * local.gradient[parameter]
      }
    }
    return spread
  }

  /// From ln a and ln b to ln(a ÷ b) and ln(a + b).
  private func byMean(_ own: Landscape, logit: Double) -> Landscape {
    let (mean, rest) = (logistic(logit), logistic(-logit))
    let jacobian: [[Double]] = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, rest, -mean], [0, 0, 1, 1]]
    var changed = own
    let (byA, byB) = (own.gradient[2], own.gradient[3])
    changed.gradient[2] = byA * rest - byB * mean
    changed.gradient[3] = byA + byB
    changed.hessian = own.hessian.transformed(by: jacobian)
    changed.hessian[2, 2] -= (byA + byB) * mean * rest
    return changed
  }

  /// The parameters themselves, then the effects, with their derivatives by the coordinates.
  func estimates(at place: [Double]) -> (values: [Double], jacobian: [[Double]]) {
    var values = place
    var jacobian = SymmetricMatrix(diagonal: Array(repeating: 1, count: placeCount)).rows
    let base = Array(place.prefix(baseCount))
    let parameters = (isBetaGeometric ? Self.shapes(base) : base).map { exp($0) }
    for (index, parameter) in parameters.enumerated() {
      values[index] = parameter
      jacobian[index][index] = parameter
    }
    if isBetaGeometric {
      let (a, b) = (parameters[2], parameters[3])
      jacobian[2][2] = a * b / (a + b)
      jacobian[2][3] = a
      jacobian[3][2] = -a * b / (a + b)
      jacobian[3][3] = b
    }
    return (values, jacobian)
  }

  /// The coordinates of a model without effects.
  func place(of parameters: [Double]) -> [Double] {
    var place = parameters.map { log($0) }
    if isBetaGeometric {
      place[2] = log(parameters[2] / parameters[3])
      place[3] = log(parameters[2] + parameters[3])
    }
    return place + Array(repeating: 0, count: placeCount - baseCount)
  }
}
