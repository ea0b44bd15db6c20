import ClienteleKernels

/// The values of one dimension for some customers, to be asked for order statistics and sums.
///
/// Answers are exact, in days, purchases or major units of money.
struct RFMSample: Sendable {
  /// What is known of the value at a place of the ascending order.
  struct Statistic: Hashable, Sendable {
    let value: ExactNumber
    /// How many values are smaller.
    let below: Int
    /// How many are the same, this one included.
    let equal: Int
  }

  private enum Values: Sendable {
    /// Below a floor for nobody.
    case counts([[Int32]], floor: Int32)
    /// Minor units times the divisor.
    case amounts([[Int64]], divisor: Int)
    /// Minor units, and what they are shared by: 0 for nobody.
    case means([[Int64]], counts: [[Int32]], wholes: [[Int64]])
  }

  private let values: Values
  private let decimals: Int
  private let extent: Extent
  private let threads: Int

  /// The number of values.
  var count: Int { extent.count }

  private init(_ values: Values, decimals: Int, threads: Int) {
    self.values = values
    self.decimals = decimals
    self.threads = threads
    extent =
      switch values {
      case .counts(let blocks, let floor):
        ClienteleKernels.extent(of: blocks, from: floor, threads: threads)
      case .amounts(let blocks, _), .means(_, _, let blocks):
        ClienteleKernels.extent(of: blocks, from: RFMBlock.nobody + 1, threads: threads)
      }
  }

  /// One dimension of all customers with values.
  init(of dimension: RFMDimension, in columns: RFMColumns, threads: Int) {
    let blocks = columns.blocks.blocks
    switch (dimension, columns.monetary) {
    case (.daysSinceLastOrder, _):
      self.init(.counts(blocks.map(\.days), floor: 0), decimals: 0, threads: threads)
    case (.frequency, _):
      self.init(.counts(blocks.map(\.frequency), floor: 1), decimals: 0, threads: threads)
    case (.monetary, .mean):
      self.init(
        Self.means(blocks.map(\.measured), blocks.map(\.frequency), threads),
        decimals: columns.currency.scale, threads: threads)
    case (.monetary, .sum):
      self.init(
        .amounts(blocks.map(\.revenue), divisor: 1), decimals: columns.currency.scale,
        threads: threads)
    case (.monetary, let measure):
      self.init(
        .amounts(blocks.map(\.measured), divisor: measure == .median ? 2 : 1),
        decimals: columns.currency.scale, threads: threads)
    }
  }

  /// Σ values over their number: for means Σ totals over Σ counts, so that the mean of averages
  /// is the average of all orders.
  ///
  /// - Returns: `nil` without values.
  var mean: ExactNumber? {
    guard count > 0 else { return nil }
    var (sum, divisor) = (Int128(0), Int128(0))
    switch values {
    case .counts(let blocks, let floor):
      for block in blocks { for value in block where value >= floor { sum += Int128(value) } }
      divisor = Int128(count)
    case .amounts(let blocks, let unit):
      for block in blocks {
        for value in block where value > RFMBlock.nobody { sum += Int128(value) }
      }
      divisor = Int128(count) * Int128(unit)
    case .means(let totals, let counts, _):
      for (totals, counts) in zip(totals, counts) {
        for (total, count) in zip(totals, counts) where count > 0 {
          sum += Int128(total)
          divisor += Int128(count)
        }
      }
    }
    return ExactNumber(sum, over: divisor).dividedByPowerOfTen(decimals)
  }

  /// The values at ascending places.
  ///
  /// - Precondition: Places are 0 ..< ``count``.
  func statistics(at places: [Int]) -> [Statistic] {
    switch values {
    case .counts(let blocks, _):
      return orderStatistics(of: blocks, within: extent, at: places, threads: threads).map {
        Statistic(value: exact($0.value, over: 1), below: $0.below, equal: $0.equal)
      }
    case .amounts(let blocks, let divisor):
      return orderStatistics(of: blocks, within: extent, at: places, threads: threads).map {
        Statistic(value: exact($0.value, over: divisor), below: $0.below, equal: $0.equal)
      }
    case .means(let totals, let counts, let wholes):
      let found = orderStatistics(of: wholes, within: extent, at: places, threads: threads)
      var ordered: [Int64: [ExactNumber]] = [:]
      for whole in Set(found.map(\.value)) { ordered[whole] = [] }
      for (block, wholes) in wholes.enumerated() {
        for (index, whole) in wholes.enumerated() where ordered[whole] != nil {
          ordered[whole]!.append(exact(totals[block][index], over: Int(counts[block][index])))
        }
      }
      for whole in ordered.keys { ordered[whole]!.sort() }
      return zip(places, found).map { place, statistic in
        let equals = ordered[statistic.value]!
        let value = equals[place - statistic.below]
        let start = equals.partitioningIndex { $0 >= value }
        let end = equals.partitioningIndex { $0 > value }
        return Statistic(value: value, below: statistic.below + start, equal: end - start)
      }
    }
  }

  private func exact(_ numerator: Int64, over denominator: Int) -> ExactNumber {
    ExactNumber(numerator, over: denominator).dividedByPowerOfTen(decimals)
  }

  private static func means(_ totals: [[Int64]], _ counts: [[Int32]], _ threads: Int) -> Values {
    let wholes = mapTasks(totals.count, threads: threads) { block in
      zip(totals[block], counts[block]).map { total, count -> Int64 in
        guard count > 0 else { return RFMBlock.nobody }
        let (quotient, remainder) = total.quotientAndRemainder(dividingBy: Int64(count))
        return remainder < 0 ? quotient - 1 : quotient
      }
    }
    return .means(totals, counts: counts, wholes: wholes)
  }
}

extension RFMSample {
  /// The values of each group of customers apart. Customers whose group is not below `count` are
  /// in none.
  ///
  /// - Parameter groups: One number a customer, in the blocks of the columns.
  func divided(by groups: [[UInt16]], into count: Int) -> [RFMSample] {
    func divide<Value: Sendable>(_ blocks: [[Value]]) -> [[[Value]]] {
      let parts = mapTasks(blocks.count, threads: threads) { block -> [[Value]] in
        var parts = [[Value]](repeating: [], count: count)
        for (value, group) in zip(blocks[block], groups[block]) where Int(group) < count {
          parts[Int(group)].append(value)
        }
        return parts
      }
      return (0..<count).map { group in parts.map { $0[group] } }
    }
    let divided: [Values]
    switch values {
    case .counts(let blocks, let floor):
      divided = divide(blocks).map { .counts($0, floor: floor) }
    case .amounts(let blocks, let divisor):
      divided = divide(blocks).map { .amounts($0, divisor: divisor) }
    case .means(let totals, let counts, let wholes):
      divided = zip(zip(divide(totals), divide(counts)), divide(wholes)).map {
        .means($0.0, counts: $0.1, wholes: $1)
      }
    }
    return divided.map { RFMSample($0, decimals: decimals, threads: threads) }
  }

  /// Every value and how often it occurs, ascending.
  ///
  /// - Complexity: O(n log n).
  func distinctValues() -> [(value: ExactNumber, count: Int)] {
    switch values {
    case .counts(let blocks, let floor):
      return Self.runs(blocks.joined().filter { $0 >= floor }.sorted()) {
        exact(Int64($0), over: 1)
      }
    case .amounts(let blocks, let divisor):
      return Self.runs(blocks.joined().filter { $0 > RFMBlock.nobody }.sorted()) {
        exact($0, over: divisor)
      }
    case .means(let totals, let counts, _):
      let means = zip(totals.joined(), counts.joined()).compactMap { total, count in
        count > 0 ? exact(total, over: Int(count)) : nil
      }
      return Self.runs(means.sorted()) { $0 }
    }
  }

  private static func runs<Value: Equatable>(
    _ sorted: [Value], _ exact: (Value) -> ExactNumber
  ) -> [(value: ExactNumber, count: Int)] {
    var runs: [(value: ExactNumber, count: Int)] = []
    var last: Value?
    for value in sorted {
      if value == last {
        runs[runs.count - 1].count += 1
      } else {
        runs.append((exact(value), 1))
        last = value
      }
    }
    return runs
  }
}
