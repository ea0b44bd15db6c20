/// One customer's figures as of a day.
public struct RFMValue: Hashable, Sendable {
  /// From the last purchase to the as-of day: 0 when they are the same.
  public let daysSinceLastOrder: Int
  /// Purchases; at least 1.
  public let frequency: Int
  /// The measure that was asked for: a sum or a largest order by 1, a median by 1 or 2, a mean by
  /// the number of purchases.
  public let monetary: ExactMean
  /// Purchases less refunds, whatever the measure.
  public let revenue: Money

  /// Figures of a customer, real or supposed: to see what a scale would make of them.
  public init(daysSinceLastOrder: Int, frequency: Int, monetary: ExactMean, revenue: Money) {
    self.daysSinceLastOrder = daysSinceLastOrder
    self.frequency = frequency
    self.monetary = monetary
    self.revenue = revenue
  }
}

/// Every customer's figures as of a day: the result of ``RFMValues``.
///
/// A collection with one element per customer number; `nil` for customers without a purchase.
/// Figures are kept in the blocks in which they were found; results are equal when all figures
/// are, however they were divided.
public struct RFMColumns: Equatable, Sendable {
  /// The last day that was seen.
  public let day: Day
  /// What the monetary value is.
  public let monetary: MonetaryMeasure
  /// How far back purchases and refunds count.
  public let history: OrderHistory
  /// Of all amounts.
  public let currency: Currency
  /// Orders after ``day``, which were not seen.
  public let laterOrders: Int
  /// Customers with values.
  public let scoredCount: Int
  /// Customers who bought and have no values because their amounts leave 64 bits.
  public let outOfRangeCount: Int
  let blocks: BlockColumn<RFMBlock>

  init(of question: RFMValues, blocks: [RFMBlock], laterOrders: Int, currency: Currency) {
    day = question.day
    monetary = question.monetary
    history = question.history
    self.currency = currency
    self.laterOrders = laterOrders
    scoredCount = blocks.reduce(0) { $0 + $1.scoredCount }
    outOfRangeCount = blocks.reduce(0) { $0 + $1.outOfRangeCount }
    self.blocks = BlockColumn(blocks)
    precondition(
      zip(blocks, self.blocks.starts).allSatisfy { $0.firstCustomer == $1 },
      "customers missing or met twice")
  }

  /// The monetary value of a customer with values.
  private func monetaryValue(_ block: RFMBlock, _ index: Int) -> ExactMean {
    let (numerator, denominator) =
      switch monetary {
      case .sum: (block.revenue[index], 1)
      case .mean: (block.measured[index], Int(block.frequency[index]))
      case .max: (block.measured[index], 1)
      case .median:
        block.measured[index] % 2 == 0
          ? (block.measured[index] / 2, 1) : (block.measured[index], 2)
      }
    return ExactMean(total: Money(minorUnits: numerator, in: currency), count: denominator)
  }
}

extension RFMColumns: RandomAccessCollection {
  /// The first customer number.
  public var startIndex: Int { 0 }

  /// The number of customers in the table, also of those without values.
  public var endIndex: Int { blocks.count }

  /// A customer's figures; `nil` without a purchase.
  ///
  /// - Complexity: O(log customers).
  public subscript(customer: Int) -> RFMValue? {
    let (place, index) = blocks.place(of: customer)
    let block = blocks.blocks[place]
    guard block.frequency[index] > 0 else { return nil }
    return RFMValue(
      daysSinceLastOrder: Int(block.days[index]), frequency: Int(block.frequency[index]),
      monetary: monetaryValue(block, index),
      revenue: Money(minorUnits: block.revenue[index], in: currency))
  }
}
