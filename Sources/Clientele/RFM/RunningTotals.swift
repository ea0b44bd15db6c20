/// Sums of any neighbouring amounts of a block: the difference of two running totals.
///
/// Adding up each customer's few orders in a loop costs more for the loops' ends, which no
/// processor foresees, than for the adding: 57 ms against 32 for 20 million orders.
struct RunningTotals {
  /// `[count + 1]`, modulo 2⁶⁴: differences are right as long as they fit.
  private let totals: [Int64]
  /// Whether all amounts together fit in 64 bits, and so do any of them.
  private let fit: Bool

  /// - Parameter amounts: Not negative.
  init(of amounts: Span<Int64>) {
    var (total, bits): (Int64, Int64) = (0, 0)
    // Every total is written once: zeros first would be a pass of their own.
    totals = [Int64](capacity: amounts.count + 1) { totals in
      totals.append(0)
      for index in amounts.indices {
        total &+= amounts[index]
        bits |= amounts[index]
        totals.append(total)
      }
    }
    // No amount is larger than the bits of all.
    fit = !bits.multipliedReportingOverflow(by: Int64(amounts.count)).overflow
  }

  @inline(__always)
  func sum(of rows: Range<Int>, in amounts: Span<Int64>) -> ExactSum {
    if fit { return ExactSum(fitting: totals[rows.upperBound] &- totals[rows.lowerBound]) }
    var sum = ExactSum()
    for row in rows { sum.add(amounts[row]) }
    return sum
  }
}

/// A sum of amounts that knows when it has left 64 bits.
struct ExactSum {
  private(set) var value: Int64 = 0
  private var hasOverflown = false

  init() {}

  /// - Parameter value: A sum that is known to fit.
  @inline(__always)
  fileprivate init(fitting value: Int64) { self.value = value }

  @inline(__always)
  mutating func add(_ amount: Int64) {
    let (sum, overflow) = value.addingReportingOverflow(amount)
    value = sum
    hasOverflown = hasOverflown || overflow
  }

  @inline(__always)
  mutating func subtract(_ amount: Int64) {
    let (difference, overflow) = value.subtractingReportingOverflow(amount)
    value = difference
    hasOverflown = hasOverflown || overflow
  }

  /// Whether the sum is one, and is not the value that stands for nobody.
  @inline(__always)
  var isValid: Bool { !hasOverflown && value != RFMBlock.nobody }
}
