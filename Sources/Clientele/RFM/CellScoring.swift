import ClienteleKernels

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
      return frequency.indices.map { frequency[$0] > 0 ? 0 : Self.nobody }
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
      return measured.indices.map { list($0).passed(byMean: measured[$0], over: frequency[$0]) }
    case (.monetary, _):
      let values = measure.isOfPurchases ? measured : revenue
      if lists.count == 1 { return lists[0].passed(by: values) }
      return values.indices.map { list($0).passed(by: values[$0]) }
    case (.daysSinceLastOrder, _), (.frequency, _):
      let values = dimension == .frequency ? frequency : days
      if lists.count == 1 { return lists[0].passed(by: values) }
      return values.indices.map { list($0).passed(by: Int64(values[$0])) }
    }
  }
}
