import ClienteleKernels

/// One customer's scores and segment.
public struct RFMScore: Hashable, Sendable {
  /// R, F and M.
  public let code: RFMCode
  /// Where the map puts them.
  public let segment: Segment
}

/// Every customer's scores and segment as of a day.
///
/// A collection with one element per customer number; `nil` for customers without a purchase.
///
/// ```swift
/// let rfm = try orders.rfm(asOf: "2026-10-31")!
/// rfm[1]?.code                                  // 111
/// rfm[1]?.segment.name                          // Lost
/// rfm.summaries()[0].customerCount              // 77
/// rfm.heatMap[r: 5, f: 5].meanMonetary!.value   // 3077.9…
/// ```
public struct RFMScores: Equatable, Sendable {
  /// The figures that were scored.
  public let values: RFMColumns
  /// The cuts that they were scored by.
  public let scale: FittedRFMScale
  /// What segments were made by.
  public let map: SegmentMap
  /// A cell a customer; ``CellScoring/nobody`` for those without values.
  let cells: BlockColumn<[UInt16]>
  /// What each cell holds.
  let totals: [CellTotals]

  /// - Throws: ``RFMError`` when the scale does not suit the values, or the map the scale.
  init(
    _ values: RFMColumns, on scale: FittedRFMScale, map: SegmentMap, threads: Int
  ) throws(RFMError) {
    try scale.validate(for: values)
    var scoring = CellScoring(of: values, threads: threads)
    for dimension in RFMDimension.allCases { scoring.divide(by: scale[dimension], in: dimension) }
    try self.init(
      values, scale, map, cells: BlockColumn(scoring.cells),
      totals: values.totals(of: scoring.cells, count: scoring.cellCount, threads: threads))
  }

  private init(
    _ values: RFMColumns, _ scale: FittedRFMScale, _ map: SegmentMap,
    cells: BlockColumn<[UInt16]>, totals: [CellTotals]
  ) throws(RFMError) {
    guard map.binCounts == scale.binCounts else {
      throw .otherBins(map: map.binCounts, scale: scale.binCounts)
    }
    self.values = values
    self.scale = scale
    self.map = map
    self.cells = cells
    self.totals = totals
  }

  /// The same scores in the segments of another map.
  ///
  /// - Throws: ``RFMError/otherBins(map:scale:)``.
  public func segmented(by map: SegmentMap) throws(RFMError) -> RFMScores {
    try RFMScores(values, scale, map, cells: cells, totals: totals)
  }

  /// Each customer's segment as its place in the map; 255 for nobody.
  func segmentPlaces(of block: Int) -> [UInt8] {
    cells.blocks[block].map { $0 == CellScoring.nobody ? .max : map.places[Int($0)] }
  }
}

/// Equal when figures, scale and map are: everything else follows from them.
extension RFMScores {
  public static func == (left: RFMScores, right: RFMScores) -> Bool {
    left.values == right.values && left.scale == right.scale && left.map == right.map
  }
}

extension RFMScores: RandomAccessCollection {
  /// The first customer number.
  public var startIndex: Int { 0 }

  /// The number of customers in the table, also of those without scores.
  public var endIndex: Int { cells.count }

  /// A customer's scores and segment; `nil` without a purchase.
  ///
  /// - Complexity: O(log customers).
  public subscript(customer: Int) -> RFMScore? {
    let (block, index) = cells.place(of: customer)
    let cell = cells.blocks[block][index]
    guard cell != CellScoring.nobody else { return nil }
    return RFMScore(
      code: map.binCounts.code(of: Int(cell)), segment: map.segments[Int(map.places[Int(cell)])])
  }

  /// A customer's segment as its place in the map's list; `nil` without a purchase.
  ///
  /// - Complexity: O(log customers).
  public func segmentPlace(of customer: Int) -> Int? {
    let (block, index) = cells.place(of: customer)
    let cell = cells.blocks[block][index]
    return cell == CellScoring.nobody ? nil : Int(map.places[Int(cell)])
  }
}

extension RFMColumns {
  /// Every customer's scores on a scale, and the segment of each.
  ///
  /// - Parameters:
  ///   - scale: Cuts found here with ``fit(_:threads:)``, or once before.
  ///   - map: Must have as many bins as the scale.
  ///   - threads: How many threads may work; `nil` for all processors. The result is the same.
  /// - Throws: ``RFMError`` when the scale was fitted to figures or a currency of another kind, or
  ///   when scale and map have different numbers of bins.
  /// - Complexity: O(customers), in parallel.
  public func scores(
    on scale: FittedRFMScale, map: SegmentMap = .elevenSegments, threads: Int? = nil
  ) throws(RFMError) -> RFMScores {
    try RFMScores(self, on: scale, map: map, threads: threads ?? availableThreadCount)
  }
}

extension FittedRFMScale {
  /// Throws when the scale was fitted to something else than such values.
  func validate(for values: RFMColumns) throws(RFMError) {
    guard monetary == values.monetary, history == values.history else {
      throw .otherFigures(
        fitted: "\(monetary.rawValue), \(history)",
        found: "\(values.monetary.rawValue), \(values.history)")
    }
    if let fitted = currencyCode, let found = values.currency.code, fitted != found {
      throw .otherCurrency(fitted: fitted, found: found)
    }
  }
}
