/// Which share of the customers of a day comes back (客户保持率), all days as one.
///
/// A customer counts once for each day they bought on. A day counts for a span when all days of the
/// span after it were observed: every rate is complete. The same as
/// ``RetentionTable/pooled`` of a cohort for each day, without keeping the cohorts apart: memory is
/// of the longest span and not of the days, and an order that is dated centuries off costs nothing.
///
/// ```swift
/// let spans = [7, 30, 90].map(ReturnSpan.within)
/// let rates = orders.run(PooledRetention(returning: spans, observedThrough: today))
/// rates[1].numerator       // 772
/// rates[1].denominator     // 1743
/// ```
///
/// - Complexity: O(purchases) for any number of `within`; other spans take O(returns in reach) for
///   each purchase day.
public struct PooledRetention: Analysis {
  private let spans: [ReturnSpan]
  private let days: Range<Int32>
  /// The last day that is seen.
  private let last: Int32
  /// The longest offset that is looked at.
  private let reach: Int
  /// The longest of those that begin with the first day: first returns tell them all.
  private let longestFirst: Int
  /// The longest of those that are one later day.
  private let longestExact: Int
  /// All others.
  private let brackets: [ClosedRange<Int>]

  /// - Parameters:
  ///   - window: The days whose customers count; `nil` for all days.
  ///   - spans: When a purchase is a return.
  ///   - last: The last day the orders are complete for; later orders are not seen.
  /// - Precondition: The spans' offsets are valid, see ``ReturnSpan/offsets``.
  public init(
    ofDaysIn window: TimeWindow? = nil, returning spans: [ReturnSpan], observedThrough last: Day
  ) {
    self.spans = spans
    self.last = last.number
    days = window.map { $0.start.number..<$0.end.number } ?? .min..<(.max)
    let offsets = spans.map(\.offsets)
    func longest(where isMeant: (ClosedRange<Int>) -> Bool) -> Int {
      offsets.filter(isMeant).map(\.upperBound).max() ?? 0
    }
    reach = longest { _ in true }
    longestFirst = longest { $0.lowerBound == 1 }
    longestExact = longest { $0.lowerBound > 1 && $0.count == 1 }
    brackets = Array(Set(offsets.filter { $0.lowerBound > 1 && $0.count > 1 }))
  }

  /// Numbers of purchase days of customers.
  public struct Partial: Sendable, Codable {
    /// By the days watched after them.
    fileprivate var watched: [Int]
    /// Of those with a return, by the days watched and by the days to the first return.
    fileprivate var watchedReturns: [Int]
    fileprivate var firstReturns: [Int]
    /// By the days to any return.
    fileprivate var returns: [Int]
    /// Of those whose bracket was watched to its end, with a return in it.
    fileprivate var inBracket: [Int]
  }

  public func makePartial() -> Partial {
    func zeros(_ last: Int) -> [Int] { Array(repeating: 0, count: last + 1) }
    // One more bin for everything beyond.
    return Partial(
      watched: zeros(reach), watchedReturns: zeros(longestFirst + 1),
      firstReturns: zeros(longestFirst + 1), returns: zeros(longestExact),
      inBracket: zeros(brackets.count))
  }

  public func accumulate(_ block: borrowing CustomerBlock, into partial: inout Partial) {
    let purchaseDays = block.purchaseDays
    for position in block.positions {
      let rows = block.purchases(at: position)
      var row = rows.lowerBound
      while row < rows.upperBound && purchaseDays[row] <= last {
        let day = purchaseDays[row]
        repeat { row += 1 } while row < rows.upperBound && purchaseDays[row] == day
        guard days.contains(day) else { continue }
        let age = Int(last) - Int(day)
        partial.watched[min(age, reach)] += 1
        guard row < rows.upperBound, purchaseDays[row] <= last else { continue }
        let first = Int(purchaseDays[row]) - Int(day)
        partial.watchedReturns[min(age, longestFirst + 1)] += 1
        partial.firstReturns[min(first, longestFirst + 1)] += 1
        if longestExact > 0 || !brackets.isEmpty {
          countReturns(row..<rows.upperBound, of: block, after: day, into: &partial)
        }
      }
    }
  }

  /// All returns of a customer after one day, as far as they matter.
  private func countReturns(
    _ rows: Range<Int>, of block: borrowing CustomerBlock, after day: Int32,
    into partial: inout Partial
  ) {
    var previous = 0
    for row in rows where block.purchaseDays[row] <= last {
      let offset = Int(block.purchaseDays[row]) - Int(day)
      guard offset <= reach else { return }
      if offset == previous { continue }
      if offset <= longestExact { partial.returns[offset] += 1 }
      for (index, bracket) in brackets.enumerated()
      where previous < bracket.lowerBound && bracket.contains(offset)
        && bracket.upperBound <= Int(last) - Int(day)
      {
        partial.inBracket[index] += 1
      }
      previous = offset
    }
  }

  public func merge(_ other: Partial, into partial: inout Partial) {
    partial.watched.add(other.watched)
    partial.watchedReturns.add(other.watchedReturns)
    partial.firstReturns.add(other.firstReturns)
    partial.returns.add(other.returns)
    partial.inBracket.add(other.inBracket)
  }

  /// A rate for each span, in their order.
  public func finish(_ partial: Partial, in currency: Currency) -> [Rate] {
    // Who was watched as long, or longer.
    var watched = partial.watched
    for days in watched.indices.dropLast().reversed() { watched[days] += watched[days + 1] }
    // Who came back so soon, less those who were not watched so long: they came back before.
    var within = [0]
    for days in 0..<longestFirst {
      within.append(
        within[days] + partial.firstReturns[days + 1] - partial.watchedReturns[days])
    }
    return spans.map { span in
      let offsets = span.offsets
      let returned =
        if offsets.lowerBound == 1 { within[offsets.upperBound] } else if offsets.count == 1 {
          partial.returns[offsets.lowerBound]
        } else { partial.inBracket[brackets.firstIndex(of: offsets)!] }
      return Rate(returned, of: watched[offsets.upperBound])
    }
  }

  public var answerSize: AnswerSize {
    AnswerSize(
      partialByteCount: 8 * (reach + 2 * longestFirst + longestExact + brackets.count + 8),
      resultByteCount: spans.count * MemoryLayout<Rate>.stride)
  }
}
