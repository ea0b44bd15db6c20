/// How many of the steps to the next purchase may have been done since the last.
///
/// With one step there is nothing to do; with k, a customer who is alive has done 0 … k − 1.
struct PurchaseSteps: Sendable {
  /// k.
  let count: Int
  /// r + kx.
  let shape: Double
  /// The likelihood of 1 … k − 1 steps done, by that of none: with one step nothing, which takes no
  /// memory of its own.
  private let laterWeights: [Double]

  init(_ process: BetaGeometricProcess, _ history: PurchaseHistory) {
    count = process.steps
    let shape = process.r + Double(process.steps) * Double(history.frequency)
    self.shape = shape
    let share = (history.age - history.recency) / (process.alpha + history.age)
    var weight = 1.0
    laterWeights = (1..<max(1, process.steps)).map { step in
      weight *= (shape + Double(step - 1)) / Double(step) * share
      return weight
    }
  }

  /// One step to each purchase.
  init(atRandomWithShape shape: Double) {
    count = 1
    self.shape = shape
    laterWeights = []
  }

  /// The likelihood of each number of steps done, by that of none: the first is 1.
  var weights: [Double] { [1] + laterWeights }

  var sum: Double { laterWeights.reduce(1, +) }
}
