import ClienteleKernels

extension RFMColumns {
  /// Customers with similar figures together: k-means on standardised days since the last order,
  /// frequency and monetary value.
  ///
  /// The result depends on the figures and the seed, and on nothing else: not on ids, the order of
  /// rows, threads or the processor.
  ///
  /// - Returns: `nil` when nobody has values.
  /// - Throws: ``ClusterError``.
  /// - Complexity: O(customers × clusters) a step, some dozens of steps for each start, in
  ///   parallel; silhouettes O(customers²). Both up to the limits of the question; with more
  ///   customers there are some dozens of steps in all.
  public func clusters(
    _ question: ClusterQuestion = ClusterQuestion(), threads: Int? = nil
  ) throws(ClusterError) -> RFMClusters? {
    let allowed = ClusterQuestion.allowedCounts
    guard allowed.contains(question.counts.lowerBound),
      allowed.contains(question.counts.upperBound)
    else { throw .counts(question.counts, allowed: allowed) }
    guard scoredCount > 0 else { return nil }
    let threads = threads ?? availableThreadCount
    let figures = ClusterFigures(of: self)
    let plain = figures.points(threads: threads)
    let axes = plain.axes(question.logarithms)
    let points = plain.standardised(on: axes, threads: threads)
    guard points.count >= question.counts.lowerBound else {
      throw .fewerPointsThanClusters(
        points: points.count, clusters: question.counts.lowerBound)
    }
    let bench = ClusterBench(points, question, threads: threads)
    let trials = bench.trials(in: question.counts)
    // Ascending counts, and only better ones replace: of equal ones the smallest stays.
    let best = trials.reduce(trials[0]) { best, trial in
      trial.choice.silhouette > best.choice.silhouette ? trial : best
    }
    let means = bench.finished(best.means)
    let fitted = FittedClusters(
      of: self, seed: question.seed, axes: axes, centres: means.centreRows)
    return RFMClusters(
      values: self, fitted: fitted, choices: trials.map(\.choice),
      constantDimensions: zip(RFMDimension.allCases, axes).filter { $0.1.deviation == 0 }.map(\.0),
      trialCustomerCount: bench.customerCount, silhouetteCustomerCount: bench.judge.customerCount,
      places: figures.places(points.pointOfCustomer.map { UInt8(means.nearest[Int($0)]) }))
  }

  /// The nearest of stored centres for each customer; of equally near ones the first.
  ///
  /// - Returns: `nil` when nobody has values.
  /// - Throws: ``ClusterError`` when the values are other figures than those of the fit.
  /// - Complexity: O(customers × clusters), in parallel.
  public func clusters(
    on fitted: FittedClusters, threads: Int? = nil
  ) throws(ClusterError) -> RFMClusters? {
    guard fitted.monetary == monetary, fitted.history == history else {
      throw .otherFigures(
        fitted: "\(fitted.monetary.rawValue), \(fitted.history)",
        found: "\(monetary.rawValue), \(history)")
    }
    if let code = fitted.currencyCode, let found = currency.code, code != found {
      throw .otherCurrency(fitted: code, found: found)
    }
    guard scoredCount > 0 else { return nil }
    let threads = threads ?? availableThreadCount
    let figures = ClusterFigures(of: self)
    let points = figures.points(threads: threads)
      .standardised(on: fitted.axes, threads: threads)
    let nearest = Assignment(
      points, NearestCentres(fitted.centres.flatMap { $0 }, count: fitted.count),
      threads: threads
    ).nearest
    return RFMClusters(
      values: self, fitted: fitted, choices: [], constantDimensions: [],
      trialCustomerCount: 0, silhouetteCustomerCount: 0,
      places: figures.places(points.pointOfCustomer.map { UInt8(nearest[Int($0)]) }))
  }
}

extension OrderTable {
  /// Customers with similar figures together: k-means on days since the last order, frequency and
  /// monetary value.
  ///
  /// - Parameters:
  ///   - day: The last day that is seen.
  ///   - question: How many clusters, the seed, and how figures enter.
  ///   - monetary: What a customer's monetary value is.
  ///   - history: How far back purchases count.
  ///   - threads: How many threads may work; `nil` for all processors. The result is the same.
  /// - Returns: `nil` when nobody has bought by the day.
  /// - Throws: ``ClusterError``.
  public func clusters(
    asOf day: Day, _ question: ClusterQuestion = ClusterQuestion(),
    monetary: MonetaryMeasure = .sum, history: OrderHistory = .all, threads: Int? = nil
  ) throws(ClusterError) -> RFMClusters? {
    let values = run(
      RFMValues(asOf: day, monetary: monetary, history: history), threads: threads)
    return try values.clusters(question, threads: threads)
  }

  /// The nearest of stored centres for each customer, by the same figures.
  ///
  /// - Returns: `nil` when nobody has bought by the day.
  /// - Throws: ``ClusterError`` when amounts are in another currency.
  public func clusters(
    asOf day: Day, on fitted: FittedClusters, threads: Int? = nil
  ) throws(ClusterError) -> RFMClusters? {
    let question = RFMValues(asOf: day, monetary: fitted.monetary, history: fitted.history)
    return try run(question, threads: threads).clusters(on: fitted, threads: threads)
  }
}
