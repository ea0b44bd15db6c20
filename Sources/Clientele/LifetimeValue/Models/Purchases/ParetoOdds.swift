import Glibc

/// 1 + left ÷ alive: how much more likely a history is for everyone than for those who are still
/// customers, in the Pareto/NBD model.
///
///     left · e^rise + alive
///
/// Both terms are positive: nothing cancels.
struct ParetoOdds {
  /// How much the likelihood of being alive falls from the last purchase to the end of observation,
  /// as a logarithm.
  private let rise: Double
  private let left: Double
  private let alive: Double

  /// - Parameters:
  ///   - atLast: The hypergeometric function at ``ParetoProcess/argument(atLast:)``.
  ///   - atEnd: The hypergeometric function at ``ParetoProcess/argument(atEnd:)``.
  init(_ process: ParetoProcess, _ history: PurchaseHistory, atLast: Double, atEnd: Double) {
    let (s, last) = (process.s, history.recency)
    let shape = process.r + Double(history.frequency)
    let (sum, silence) = (shape + s, history.age - last)
    rise =
      shape * log1p(silence / (process.alpha + last)) + s * log1p(silence / (process.beta + last))
    left = s * atLast / sum
    alive = shape * atEnd / sum
  }

  /// - Returns: `nil` where a continued fraction would have to be too deep.
  init?(_ process: ParetoProcess, _ history: PurchaseHistory) {
    let (zAtLast, zAtEnd) = (
      process.argument(atLast: history.recency), process.argument(atEnd: history.age)
    )
    let depth = max(GaussFraction.depth(for: zAtLast), GaussFraction.depth(for: zAtEnd))
    guard depth <= ParetoTerms.deepest else { return nil }
    let shape = process.r + Double(history.frequency)
    self.init(
      process, history,
      atLast: GaussFraction.value(shape, shape + process.s + 1, zAtLast),
      atEnd: GaussFraction.value(process.s, shape + process.s + 1, zAtEnd))
  }

  var logarithm: Double { max(0, logOfSum(rise + log(left), log(alive))) }

  /// 1 ÷ odds, by what does not overflow.
  var probabilityAlive: Double {
    let fall = exp(-rise)
    return min(1, fall / (left + alive * fall))
  }
}

extension ParetoProcess {
  /// Of the function at the last purchase, ₂F₁(1, r + x; r + s + x + 1; z).
  func argument(atLast last: Double) -> Double { (alpha - beta) / (alpha + last) }

  /// Of the function at the end of observation, ₂F₁(1, s; r + s + x + 1; z).
  func argument(atEnd age: Double) -> Double { (beta - alpha) / (beta + age) }
}

/// P(alive) of many.
extension ParetoProcess {
  func probabilitiesAlive(of table: HistoryTable, rows: Range<Int>) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(rows.count)
    for stretch in table.stretches(of: rows) {
      appendProbabilitiesAlive(table, stretch, to: &values)
    }
    return values
  }

  /// Of rows with one frequency: continued fractions are evaluated eight at a time, and those at
  /// the end of observation once for all rows of an age, which are neighbours.
  private func appendProbabilitiesAlive(
    _ table: HistoryTable, _ rows: Range<Int>, to values: inout [Double]
  ) {
    let shape = r + Double(table.frequencies[rows.lowerBound])
    let atLast = GaussFraction.values(
      shape, shape + s + 1, rows.map { argument(atLast: table.recencies[$0]) },
      deepest: ParetoTerms.deepest)
    var ages: [Double] = []
    for row in rows where ages.last != table.ages[row] { ages.append(table.ages[row]) }
    let atEnd = GaussFraction.values(
      s, shape + s + 1, ages.map(argument(atEnd:)), deepest: ParetoTerms.deepest)
    var age = 0
    for (row, atLast) in zip(rows, atLast) {
      let history = table[row]
      if history.age != ages[age] { age += 1 }
      if history.recency == history.age {
        values.append(1)
      } else if atLast.isNaN || atEnd[age].isNaN {
        values.append(slowProbabilityAlive(history))
      } else {
        values.append(
          ParetoOdds(self, history, atLast: atLast, atEnd: atEnd[age]).probabilityAlive)
      }
    }
  }
}
