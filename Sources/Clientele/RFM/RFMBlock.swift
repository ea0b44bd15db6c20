/// The columns of consecutive customers: 16 bytes a customer, 24 when the measure
/// is of the purchases themselves.
struct RFMBlock: Sendable, Codable {
  let firstCustomer: Int
  /// -1 for nobody.
  let days: [Int32]
  /// 0 for nobody.
  let frequency: [Int32]
  /// Purchases less refunds in minor units; ``nobody`` for nobody.
  let revenue: [Int64]
  /// Σ purchases for means, twice the median, or the largest; empty for sums.
  let measured: [Int64]
  /// Customers with a purchase.
  let scoredCount: Int
  /// Customers left out because their amounts leave 64 bits.
  let outOfRangeCount: Int

  static let nobody = Int64.min

  /// Columns of nobody, in which `body` writes those who have figures.
  @inline(__always)
  init(
    firstCustomer: Int, count: Int, of measure: MonetaryMeasure,
    filledBy body: (inout Filling) -> Void
  ) {
    var days = [Int32](repeating: -1, count: count)
    var frequency = [Int32](repeating: 0, count: count)
    var revenue = [Int64](repeating: Self.nobody, count: count)
    var measured = [Int64](repeating: Self.nobody, count: measure.isOfPurchases ? count : 0)
    var filling = Filling(
      days.mutableSpan, frequency.mutableSpan, revenue.mutableSpan, measured.mutableSpan)
    body(&filling)
    (scoredCount, outOfRangeCount) = (filling.scoredCount, filling.outOfRangeCount)
    self.firstCustomer = firstCustomer
    self.days = days
    self.frequency = frequency
    self.revenue = revenue
    self.measured = measured
  }
}

extension RFMBlock {
  /// The columns while they are being written.
  struct Filling: ~Copyable, ~Escapable {
    private var days: MutableSpan<Int32>
    private var frequency: MutableSpan<Int32>
    private var revenue: MutableSpan<Int64>
    private var measured: MutableSpan<Int64>
    fileprivate var scoredCount = 0
    fileprivate var outOfRangeCount = 0

    @_lifetime(copy days, copy frequency, copy revenue, copy measured)
    fileprivate init(
      _ days: consuming MutableSpan<Int32>, _ frequency: consuming MutableSpan<Int32>,
      _ revenue: consuming MutableSpan<Int64>, _ measured: consuming MutableSpan<Int64>
    ) {
      self.days = days
      self.frequency = frequency
      self.revenue = revenue
      self.measured = measured
    }

    /// Writes one customer's figures; others stay nobody.
    @inline(__always)
    @_lifetime(self: copy self)
    mutating func set(
      _ position: Int, days since: Int32, frequency count: Int, revenue total: ExactSum,
      measured value: ExactSum
    ) {
      guard total.isValid && value.isValid, let count = Int32(exactly: count) else {
        outOfRangeCount += 1
        return
      }
      scoredCount += 1
      days[position] = since
      frequency[position] = count
      revenue[position] = total.value
      if !measured.isEmpty { measured[position] = value.value }
    }
  }
}
