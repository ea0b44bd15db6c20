import ClienteleKernels

extension OrderTable {
  /// Scores every customer by days since the last order, frequency and monetary value, and puts
  /// each into a segment.
  ///
  /// The scale is fitted to the customers of the day. To keep scores comparable over time, fit
  /// once and pass the fitted scale from then on.
  ///
  /// ```swift
  /// let rfm = try orders.rfm(asOf: "2026-10-31")!
  /// rfm.summaries().map(\.customerCount)        // [77, 20, 29, 40, 33, 20, 22, 35, 28, 55, 41]
  /// let types = try orders.rfm(asOf: "2026-10-31", scale: .mean(), map: .eightTypes)!
  /// types[1]?.segment.name                      // "General Retain"
  /// ```
  ///
  /// - Parameters:
  ///   - day: The last day that is seen. Later orders are counted and left out.
  ///   - scale: Quintiles by default.
  ///   - map: Must have as many bins as the scale.
  ///   - monetary: What a customer's monetary value is.
  ///   - history: How far back purchases count.
  ///   - threads: How many threads may work; `nil` for all processors. The result is the same.
  /// - Returns: `nil` when nobody has bought by the day.
  /// - Throws: ``RFMError`` when scale and map do not fit, or the scale cannot be used.
  /// - Complexity: One pass over the orders and a few over the customers, in parallel.
  public func rfm(
    asOf day: Day, scale: RFMScale = .quantile(5), map: SegmentMap = .elevenSegments,
    monetary: MonetaryMeasure = .sum, history: OrderHistory = .all, threads: Int? = nil
  ) throws(RFMError) -> RFMScores? {
    guard map.binCounts == scale.binCounts else {
      throw .otherBins(map: map.binCounts, scale: scale.binCounts)
    }
    let question = RFMValues(asOf: day, monetary: monetary, history: history)
    let values = run(question, threads: threads)
    guard values.scoredCount > 0, let fitted = try values.fit(scale, threads: threads) else {
      return nil
    }
    return try values.scores(on: fitted, map: map, threads: threads)
  }

  /// Scores every customer on a scale that was fitted before, to the same figures.
  ///
  /// - Returns: `nil` when nobody has bought by the day.
  /// - Throws: ``RFMError`` when scale and map do not fit, or amounts are in another currency.
  public func rfm(
    asOf day: Day, scale: FittedRFMScale, map: SegmentMap = .elevenSegments, threads: Int? = nil
  ) throws(RFMError) -> RFMScores? {
    let question = RFMValues(asOf: day, monetary: scale.monetary, history: scale.history)
    let values = run(question, threads: threads)
    guard values.scoredCount > 0 else { return nil }
    return try values.scores(on: scale, map: map, threads: threads)
  }
}
