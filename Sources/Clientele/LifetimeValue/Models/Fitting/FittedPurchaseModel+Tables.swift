import ClienteleKernels

/// What to expect of all customers of a table.
extension FittedPurchaseModel {
  /// A figure of each distinct history of a table.
  ///
  /// - Returns: `[table.count]`.
  /// - Throws: ``PurchaseModelError`` when the figure is infinite or the table is in another unit.
  /// - Complexity: O(distinct histories), in parallel.
  public func values(
    of figure: PurchaseFigure, for table: HistoryTable, threads: Int? = nil
  ) throws(PurchaseModelError) -> [Double] {
    try values(of: [figure], for: table, threads: threads)[0]
  }

  /// Some figures of each distinct history of a table, in less time than one after the other: all
  /// of them need the probability of being alive.
  ///
  /// ```swift
  /// let old = try PurchaseHistory(frequency: 2, recency: 30.43, age: 38.86)
  /// let (table, rows) = HistoryTable.compressing([old, .new, old], unit: .week)
  /// let model = try FittedPurchaseModel(
  ///   .bgNBD, parameters: ["r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426], unit: .week)
  /// let scores = try model.values(of: [.probabilityAlive, .expectedPurchases(in: 39)], for: table)
  /// table.spread(scores[0], to: rows)[1]      // 1.0
  /// ```
  ///
  /// - Returns: `[figures.count][table.count]`.
  /// - Throws: ``PurchaseModelError`` when a figure is infinite or the table is in another unit.
  /// - Precondition: The model has no covariates.
  /// - Complexity: O(distinct histories) for each figure, in parallel.
  public func values(
    of figures: [PurchaseFigure], for table: HistoryTable, threads: Int? = nil
  ) throws(PurchaseModelError) -> [[Double]] {
    guard table.unit == unit else { throw .otherUnit(model: unit, histories: table.unit) }
    precondition(covariates == nil, "a model with covariates needs their values")
    for figure in figures { try figure.validate() }
    let values = process(for: []).values(
      of: figures, for: table, threads: threads ?? availableThreadCount)
    guard let values else { throw infiniteValue }
    return values
  }
}

extension PurchaseProcess {
  /// The figures of each row; `nil` where one is infinite.
  fileprivate func values(
    of figures: [PurchaseFigure], for table: HistoryTable, threads: Int
  ) -> [[Double]]? {
    let isFinite = figures.allSatisfy { $0.value(future(after: .new)) != nil }
    guard isFinite else { return nil }
    let alive = column(of: table, threads) { rows in
      probabilitiesAlive(of: table, rows: rows)
    }
    return figures.map { figure in
      if figure == .probabilityAlive { return alive }
      return column(of: table, threads) { rows in
        let (futures, places) = futures(of: table, rows: rows)
        let values = figure.values(futures)
        return zip(rows, places).map { alive[$0] * values[$1] }
      }
    }
  }

  /// A value for each row, made for a block of rows at a time.
  private func column(
    of table: HistoryTable, _ threads: Int, _ values: @Sendable (Range<Int>) -> [Double]
  ) -> [Double] {
    let blockSize = 1024
    // For some thousand rows threads cost more than they save.
    let threads = min(threads, max(1, table.count / (16 * blockSize)))
    return mapBlocks(of: table.count, blockSize: blockSize, threads: threads) { rows, output in
      for value in values(rows) { output.append(value) }
    }
  }

  /// What is to be expected after each row, and for each row its place there.
  ///
  /// It depends on frequency and age alone, unless purchases are regular: neighbours in the table
  /// share it. The 337,947 histories of the million customers of `make compare-models` have 11,829
  /// futures.
  private func futures(
    of table: HistoryTable, rows: Range<Int>
  ) -> (futures: [Future], places: [Int]) {
    guard !futureDependsOnRecency else {
      return (rows.map { future(after: table[$0]) }, Array(0..<rows.count))
    }
    var futures: [Future] = []
    var places: [Int] = []
    places.reserveCapacity(rows.count)
    for row in rows {
      let isShared =
        row > rows.lowerBound && table.frequencies[row] == table.frequencies[row - 1]
        && table.ages[row] == table.ages[row - 1]
      if !isShared { futures.append(future(after: table[row])) }
      places.append(futures.count - 1)
    }
    return (futures, places)
  }
}
