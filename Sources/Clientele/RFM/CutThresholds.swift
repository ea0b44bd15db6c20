import ClienteleKernels

/// A list of cuts, made ready for many values: whole thresholds that a value must exceed.
///
/// A whole number exceeds a fraction when it exceeds the largest whole number below, so comparing
/// integers is exact. Means are first compared by their whole parts, and crosswise where those
/// are equal.
struct CutThresholds: Sendable {
  private let thresholds: [Int64]
  /// Cuts in the unit of the values, for means.
  private let cuts: [ExactNumber]
  private let equalIsAbove: Bool

  /// Values are kept as minor units times a divisor: 2 for medians.
  init(_ cuts: RFMCuts, in dimension: RFMDimension, decimals: Int, divisor: Int) {
    let equalIsAbove = cuts.equalIsAbove(in: dimension)
    let scaled = cuts.cuts.map { cut in
      let minor = cut.multipliedByPowerOfTen(decimals)
      return ExactNumber(minor.numerator * Int128(divisor), over: minor.denominator)
    }
    self.cuts = scaled
    self.equalIsAbove = equalIsAbove
    thresholds = scaled.map { Int64(clamping: equalIsAbove ? $0.ceiling - 1 : $0.floor) }
  }

  /// How many cuts each value lies above.
  func passed(by values: [Int64]) -> [UInt8] {
    var passed = [UInt8](repeating: 0, count: values.count)
    var output = passed.mutableSpan
    countThresholds(exceededBy: values.span, of: thresholds.span, into: &output)
    return passed
  }

  func passed(by values: [Int32]) -> [UInt8] {
    var passed = [UInt8](repeating: 0, count: values.count)
    let narrow = thresholds.map { Int32(clamping: $0) }
    var output = passed.mutableSpan
    countThresholds(exceededBy: values.span, of: narrow.span, into: &output)
    return passed
  }

  /// How many cuts one value lies above.
  func passed(by value: Int64) -> UInt8 {
    UInt8(thresholds.count { value > $0 })
  }

  /// How many cuts a mean lies above.
  func passed(byMean total: Int64, over count: Int32) -> UInt8 {
    guard count > 0 else { return 0 }
    let (quotient, remainder) = total.quotientAndRemainder(dividingBy: Int64(count))
    let whole = remainder < 0 ? quotient - 1 : quotient
    var passed: UInt8 = 0
    for (threshold, cut) in zip(thresholds, cuts) {
      let isAbove =
        whole != threshold && whole != threshold &+ 1
        ? whole > threshold : isMean(total, over: count, above: cut)
      passed += isAbove ? 1 : 0
    }
    return passed
  }

  private func isMean(_ total: Int64, over count: Int32, above cut: ExactNumber) -> Bool {
    let value = Int128(total).multipliedFullWidth(by: cut.denominator)
    let border = cut.numerator.multipliedFullWidth(by: Int128(count))
    if value.high != border.high { return value.high > border.high }
    return equalIsAbove ? value.low >= border.low : value.low > border.low
  }
}

/// The cell of every customer, found dimension by dimension: first R, then F within R, then M
/// within both.
struct CellScoring: Sendable {
  /// A cell a customer in the blocks of the columns; ``nobody`` without values.
  private(set) var cells: [[UInt16]]
  private(set) var cellCount = 1
  private let columns: RFMColumns
  private let threads: Int

  static let nobody = UInt16.max

  init(of columns: RFMColumns, threads: Int) {
    self.columns = columns
    self.threads = threads
    cells = mapTasks(columns.blocks.blocks.count, threads: threads) { block in
      let frequency = columns.blocks.blocks[block].frequency
      return Array(capacity: frequency.count) { cells in
        for index in frequency.indices { cells.append(frequency[index] > 0 ? 0 : Self.nobody) }
      }
    }
  }

  /// Divides every cell by the scores of one more dimension.
  ///
  /// - Parameter lists: The dimension's cuts: one list for all, or one for each cell so far.
  mutating func divide(by lists: [RFMCuts], in dimension: RFMDimension) {
    precondition(lists.count == 1 || lists.count == cellCount)
    let isMoney = dimension == .monetary
    let thresholds = lists.map {
      CutThresholds(
        $0, in: dimension, decimals: isMoney ? columns.currency.scale : 0,
        divisor: isMoney && columns.monetary == .median ? 2 : 1)
    }
    let bins = lists[0].binCount
    let isReversed = dimension == .daysSinceLastOrder
    let (before, blocks, measure) = (cells, columns.blocks.blocks, columns.monetary)
    cells = mapTasks(blocks.count, threads: threads) { block in
      let passed = blocks[block].passed(thresholds, in: dimension, of: measure, before[block])
      var cells = before[block]
      var output = cells.mutableSpan
      divideGroups(
        &output, by: passed.span, of: bins, fromTop: isReversed, nobody: Self.nobody)
      return cells
    }
    cellCount *= bins
  }
}

extension RFMBlock {
  /// How many cuts each customer's value lies above, by the list for the customer's cell.
  fileprivate func passed(
    _ lists: [CutThresholds], in dimension: RFMDimension, of measure: MonetaryMeasure,
    _ cells: [UInt16]
  ) -> [UInt8] {
    func list(_ index: Int) -> CutThresholds {
      lists[lists.count == 1 || cells[index] == CellScoring.nobody ? 0 : Int(cells[index])]
    }
    switch (dimension, measure) {
    case (.monetary, .mean):
      return revenue.indices.map { list($0).passed(byMean: revenue[$0], over: frequency[$0]) }
    case (.monetary, _):
      let values = measure.hasPeaks ? peaks : revenue
      if lists.count == 1 { return lists[0].passed(by: values) }
      return values.indices.map { list($0).passed(by: values[$0]) }
    case (.daysSinceLastOrder, _), (.frequency, _):
      let values = dimension == .frequency ? frequency : days
      if lists.count == 1 { return lists[0].passed(by: values) }
      return values.indices.map { list($0).passed(by: Int64(values[$0])) }
    }
  }
}
