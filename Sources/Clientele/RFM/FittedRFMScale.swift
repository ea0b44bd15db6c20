/// Cuts that were found once and can be stored, and applied to any later day: then a score keeps
/// its meaning.
///
/// ```swift
/// let spring = try orders.run(RFMValues(asOf: "2026-03-31")).fit(.quantile(5))!
/// let file = try JSONEncoder().encode(spring)
/// let stored = try JSONDecoder().decode(FittedRFMScale.self, from: file)
/// let autumn = try orders.rfm(asOf: "2026-09-30", scale: stored)!
/// autumn[1]?.code     // 111
/// ```
///
/// The end bins are open, so that every later value has a score. Cuts of money are kept in major
/// units; amounts with other decimals, or in cents where there were dollars, are compared
/// exactly. A scale knows what it was fitted to, and refuses values of another kind.
public struct FittedRFMScale: Hashable, Sendable {
  /// What the monetary value was.
  public let monetary: MonetaryMeasure
  /// How far back purchases counted.
  public let history: OrderHistory
  /// The currency's code, when it was known.
  public let currencyCode: String?
  /// Among whom the bins were found.
  public let nesting: RFMScale.Nesting
  /// One list for the scale; nested, one for each R, and for each R and F, from the worst on.
  private let lists: [RFMDimension: [RFMCuts]]

  /// - Throws: ``RFMError`` when lists do not fit together, do not ascend, or keep the best
  ///   customer from the highest score.
  init(
    monetary: MonetaryMeasure, history: OrderHistory, currencyCode: String?,
    nesting: RFMScale.Nesting, lists: [RFMDimension: [RFMCuts]]
  ) throws(RFMError) {
    self.monetary = monetary
    self.history = history
    self.currencyCode = currencyCode
    self.nesting = nesting
    self.lists = lists
    try validate()
  }

  /// A scale of given cuts, independent of any data.
  ///
  /// - Throws: ``RFMError`` when cuts do not ascend or keep the best customer from the highest
  ///   score.
  public init(
    daysSinceLastOrder: RFMCuts, frequency: RFMCuts, monetary: RFMCuts,
    of measure: MonetaryMeasure = .sum, history: OrderHistory = .all, currencyCode: String? = nil
  ) throws(RFMError) {
    try self.init(
      monetary: measure, history: history, currencyCode: currencyCode, nesting: .independent,
      lists: [
        .daysSinceLastOrder: [daysSinceLastOrder], .frequency: [frequency], .monetary: [monetary],
      ])
  }

  /// A dimension's cuts: one list, or in a nested scale one for each cell of the dimensions
  /// before, from the worst scores to the best, F within R.
  public subscript(dimension: RFMDimension) -> [RFMCuts] { lists[dimension]! }

  /// The number of bins of R, F and M.
  public var binCounts: RFMBinCounts {
    RFMBinCounts { self[$0][0].binCount }
  }

  /// The scores of one customer.
  ///
  /// - Complexity: O(cuts).
  public func scores(of value: RFMValue) -> (r: Int, f: Int, m: Int) {
    let money = ExactNumber(value.monetary.total.minorUnits, over: value.monetary.count)
      .dividedByPowerOfTen(value.monetary.total.scale)
    let r = self[.daysSinceLastOrder][0].score(
      of: ExactNumber(value.daysSinceLastOrder), in: .daysSinceLastOrder)
    let outer = nesting == .nested ? r - 1 : 0
    let f = self[.frequency][outer].score(of: ExactNumber(value.frequency), in: .frequency)
    let inner = nesting == .nested ? outer * binCounts.f + f - 1 : 0
    return (r, f, self[.monetary][inner].score(of: money, in: .monetary))
  }

  private func validate() throws(RFMError) {
    for dimension in RFMDimension.allCases {
      let found = lists[dimension] ?? []
      guard let first = found.first else { throw .cutLists(dimension, 0, expected: 1) }
      guard first.binCount <= 100 else {
        throw .binCount(dimension, first.binCount, allowed: 1...100)
      }
      for cuts in found {
        try cuts.validate(for: dimension, strictly: false)
        guard cuts.binCount == first.binCount else {
          throw .binCount(dimension, cuts.binCount, allowed: first.binCount...first.binCount)
        }
      }
    }
    let isNested = nesting == .nested
    let expected: [RFMDimension: Int] = [
      .daysSinceLastOrder: 1, .frequency: isNested ? binCounts.r : 1,
      .monetary: isNested ? binCounts.r * binCounts.f : 1,
    ]
    for dimension in RFMDimension.allCases where self[dimension].count != expected[dimension]! {
      throw .cutLists(dimension, self[dimension].count, expected: expected[dimension]!)
    }
    try binCounts.validate()
  }
}
