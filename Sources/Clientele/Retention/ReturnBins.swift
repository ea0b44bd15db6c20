/// How returns are counted, so that all spans together cost little more than one.
///
/// Whether a customer is retained within N days depends on their first return alone, so a
/// histogram of first returns answers for every N. In the same way a histogram of all returns
/// answers for "on N", and one of the last returns before a horizon for "on or after N". Only
/// brackets need a counter each.
struct ReturnBins: Sendable {
  /// A span that is counted by itself: a return at `first ... last` after none at `1 ..< first`
  /// or later.
  struct Bracket: Sendable {
    let first: Int
    let last: Int
    let bin: Int
  }

  /// Histogram of last returns up to a horizon.
  struct Horizon: Sendable {
    let last: Int
    let bin: Int
  }

  /// The longest first return that is told apart; bin 0 is empty, and the one after this counts
  /// those who returned later or never.
  let longestFirst: Int
  /// Where the histogram of all returns begins, and the longest it holds.
  let exactBin: Int
  let longestExact: Int
  let horizons: [Horizon]
  let brackets: [Bracket]
  /// Bins of one cohort.
  let width: Int
  /// Later returns need not be looked at.
  let reach: Int

  /// - Parameter longest: No return can be further away: more was not observed.
  init(_ spans: [ReturnSpan], longest: Int) {
    var longestFirst = 0
    var longestExact = 0
    var lasts: Set<Int> = []
    var ranges: Set<ClosedRange<Int>> = []
    for span in spans {
      let offsets = span.offsets
      let last = min(offsets.upperBound, longest)
      switch span {
      case _ where offsets.lowerBound == 1: longestFirst = max(longestFirst, last)
      case _ where offsets.count == 1: longestExact = max(longestExact, last)
      case .onOrAfter: lasts.insert(offsets.upperBound)
      default: ranges.insert(offsets)
      }
    }
    self.longestFirst = longestFirst
    self.longestExact = longestExact
    exactBin = longestFirst + 2
    var next = exactBin + longestExact + 1
    var horizons: [Horizon] = []
    for last in lasts.sorted() {
      horizons.append(Horizon(last: last, bin: next))
      next += min(last, longest) + 1
    }
    var brackets: [Bracket] = []
    for range in ranges.sorted(by: { ($0.lowerBound, $0.count) < ($1.lowerBound, $1.count) }) {
      brackets.append(Bracket(first: range.lowerBound, last: range.upperBound, bin: next))
      next += 1
    }
    self.horizons = horizons
    self.brackets = brackets
    width = next
    reach = spans.map(\.offsets.upperBound).max() ?? 0
  }

  /// Whether a customer's next purchase is all that must be known.
  var needFirstReturnsOnly: Bool {
    longestExact == 0 && horizons.isEmpty && brackets.isEmpty
  }

  /// One customer of a cohort goes from one return to the next, `from` 0 before the first and `to`
  /// very large after the last. Bins begin at `start`.
  @_lifetime(counts: copy counts)
  @inline(__always)
  func count(from: Int, to: Int, at start: Int, into counts: inout MutableSpan<UInt32>) {
    if from == 0 { counts[start + min(to, longestFirst + 1)] += 1 }
    if to <= longestExact { counts[start + exactBin + to] += 1 }
    for index in horizons.indices where from <= horizons[index].last && to > horizons[index].last {
      counts[start + horizons[index].bin + from] += 1
    }
    for index in brackets.indices {
      let bracket = brackets[index]
      if from < bracket.first && bracket.first <= to && to <= bracket.last {
        counts[start + bracket.bin] += 1
      }
    }
  }

  /// The members of a cohort, from its bins.
  func memberCount(_ bins: ArraySlice<UInt32>) -> Int {
    bins.prefix(longestFirst + 2).reduce(0) { $0 + Int($1) }
  }

  /// For each span those who returned, from a cohort's bins.
  func returnCounts(_ spans: [ReturnSpan], _ bins: ArraySlice<UInt32>) -> [Int] {
    let start = bins.startIndex
    var within = [0]
    for offset in 0..<longestFirst { within.append(within[offset] + Int(bins[start + offset + 1])) }
    return spans.map { span in
      let offsets = span.offsets
      switch span {
      case _ where offsets.lowerBound == 1:
        return within[min(offsets.upperBound, longestFirst)]
      case _ where offsets.count == 1:
        return offsets.lowerBound > longestExact
          ? 0 : Int(bins[start + exactBin + offsets.lowerBound])
      case .onOrAfter:
        let index = horizons.firstIndex { $0.last == offsets.upperBound }!
        let end = index + 1 < horizons.count ? horizons[index + 1].bin : horizonEnd
        let first = horizons[index].bin + offsets.lowerBound
        return first < end ? bins[start + first..<start + end].reduce(0) { $0 + Int($1) } : 0
      default:
        return brackets.first { $0.first == offsets.lowerBound && $0.last == offsets.upperBound }
          .map { Int(bins[start + $0.bin]) }!
      }
    }
  }

  private var horizonEnd: Int { brackets.first?.bin ?? width }
}
