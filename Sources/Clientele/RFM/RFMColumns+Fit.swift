import ClienteleKernels

extension RFMColumns {
  /// The cuts that a scale makes of these customers: to be stored, or applied with
  /// ``scores(on:map:threads:)``.
  ///
  /// In a nested scale, where no customer has a score (or pair of scores), the cuts of all
  /// customers stand in for later ones who have.
  ///
  /// - Returns: `nil` when nobody has values and some rule looks at them.
  /// - Throws: ``RFMError`` when a rule cannot be used.
  /// - Complexity: O(customers), in parallel; `kMeans` sorts.
  public func fit(
    _ scale: RFMScale, threads: Int? = nil
  ) throws(RFMError) -> FittedRFMScale? {
    try scale.validate()
    let threads = threads ?? availableThreadCount
    let isNested = scale.nesting == .nested
    var lists: [RFMDimension: [RFMCuts]] = [:]
    var scoring = isNested ? CellScoring(of: self, threads: threads) : nil
    for dimension in RFMDimension.allCases {
      let rule = scale[dimension]
      let sample = RFMSample(of: dimension, in: self, threads: threads)
      guard let all = fitting(dimension, sample).cuts(by: rule) else { return nil }
      guard let cells = scoring?.cells, let cellCount = scoring?.cellCount else {
        lists[dimension] = [all]
        continue
      }
      let cuts = sample.divided(by: cells, into: cellCount).map {
        fitting(dimension, $0).cuts(by: rule) ?? all
      }
      scoring?.divide(by: cuts, in: dimension)
      lists[dimension] = cuts
    }
    return try FittedRFMScale(
      monetary: monetary, history: history, currencyCode: currency.code, nesting: scale.nesting,
      lists: lists)
  }

  private func fitting(_ dimension: RFMDimension, _ sample: RFMSample) -> CutFitting {
    let decimals = dimension == .monetary ? currency.scale : 0
    return CutFitting(
      dimension: dimension, sample: sample,
      smallestStep: ExactNumber(1).dividedByPowerOfTen(decimals))
  }
}
