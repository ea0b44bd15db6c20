import ClienteleKernels

/// How much memory an answer takes whoever the customers are: what the parameters of a question ask
/// for.
///
/// Parameters that a service's users choose can ask for more than its memory: every day of ten
/// thousand years, a cohort triangle for each of a million values. What they ask for is known
/// before anything is allocated:
///
/// ```swift
/// let days = PeriodSeries(of: .day, from: "2020-01-01", through: today)
/// let question = CohortTriangle(every: days, observedThrough: today)
/// orders.byteCount(of: question, threads: 1) > 100_000_000    // true: 3.1 million cells
/// ```
///
/// Sizes are estimates, right to a factor of two, and count up to `Int.max`.
public struct AnswerSize: Hashable, Sendable {
  /// Of what each thread gathers.
  public let partialByteCount: Int
  /// Of the result.
  public let resultByteCount: Int

  /// - Precondition: Neither is negative.
  public init(partialByteCount: Int, resultByteCount: Int) {
    precondition(partialByteCount >= 0 && resultByteCount >= 0, "a size is not negative")
    self.partialByteCount = partialByteCount
    self.resultByteCount = resultByteCount
  }
}

extension Analysis {
  /// Nothing to speak of.
  public var answerSize: AnswerSize { AnswerSize(partialByteCount: 0, resultByteCount: 0) }
}

extension OrderTable {
  /// The memory that a question takes beside the orders, as far as its parameters decide: a partial
  /// for each thread, and the result.
  ///
  /// - Parameters:
  ///   - analysis: The question.
  ///   - threads: How many threads may work; `nil` for all processors.
  public func byteCount<A: Analysis>(of analysis: A, threads: Int? = nil) -> Int {
    let workers = max(1, min(threads ?? availableThreadCount, groupCount))
    let size = analysis.answerSize
    return size.partialByteCount.times(workers).plus(size.resultByteCount)
  }
}

/// Sizes too large to count are the largest that can be.
extension Int {
  package func times(_ other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }

  package func plus(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
