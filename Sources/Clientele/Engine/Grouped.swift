import ClienteleKernels

/// Any question, asked of each group by itself, in one pass: what it would answer about a shop with
/// that group's orders alone.
///
/// ```swift
/// let regions = orders.customerGroups(by: "region")!
/// let (all, each) = orders.run(
///   LifecycleSeries(asOf: [today]), Grouped(LifecycleSeries(asOf: [today]), by: regions))
/// all.snapshots[0][.sleeping]                    // 80
/// each.map { $0.snapshots[0][.sleeping] }.max()!  // 21
///
/// let channels = orders.orderGroups(by: "channel")!
/// let activity = orders.run(Grouped(Activity(in: [october]), by: channels))
/// zip(channels.names, activity).map { "\($0) \($1[0].revenue)" }.first
/// // "天猫 5348.30"
/// ```
///
/// Customers divide a shop: their groups' counts add up to everyone's. Orders divide it otherwise:
/// a customer who bought in two channels is a customer of both, and *first* is the first in a
/// channel.
///
/// The question must be one about counts, not one that gives a value for every customer: those can
/// be grouped once they are known.
///
/// - Complexity: That of the question, and a copy of each row.
public struct Grouped<Question: Analysis>: Analysis {
  private enum Division: Sendable {
    case customers(CustomerGroups)
    case orders(OrderGroups)
  }

  private let question: Question
  private let division: Division
  private let groupCount: Int

  /// A question of each group of customers.
  public init(_ question: Question, by groups: CustomerGroups) {
    self.question = question
    division = .customers(groups)
    groupCount = groups.count
  }

  /// A question of each group of orders; refunds belong to the group of their own value.
  public init(_ question: Question, by groups: OrderGroups) {
    self.question = question
    division = .orders(groups)
    groupCount = groups.names.count
  }

  public func makePartial() -> [Question.Partial] {
    (0..<groupCount).map { _ in question.makePartial() }
  }

  public func accumulate(
    _ block: borrowing CustomerBlock, into partial: inout [Question.Partial]
  ) {
    let dealt = parts(of: block)
    // Spans are of local constants: those of a property would not live long enough.
    let (customers, starts, days, amounts) = (
      dealt.customers, dealt.purchaseStarts, dealt.purchaseDays, dealt.purchaseAmounts
    )
    let (refundStarts, refundDays, refundAmounts) = (
      dealt.refundStarts, dealt.refundDays, dealt.refundAmounts
    )
    for part in dealt.parts {
      let block = CustomerBlock(
        customers: customers.span.extracting(part.customers),
        purchaseStarts: starts.span.extracting(part.starts),
        purchaseDays: days.span.extracting(part.purchases),
        purchaseAmounts: amounts.span.extracting(part.purchases),
        refundStarts: refundStarts.span.extracting(part.starts),
        refundDays: refundDays.span.extracting(part.refunds),
        refundAmounts: refundAmounts.span.extracting(part.refunds), table: block.table)
      question.accumulate(block, into: &partial[part.group])
    }
  }

  private func parts(of block: borrowing CustomerBlock) -> BlockParts {
    switch division {
    case .customers(let groups):
      let numbers = block.positions.map { groups.group(of: block.customer(at: $0)) }
      return BlockParts(
        block, groupCount: groupCount, purchaseGroup: { position, _ in numbers[position] },
        refundGroup: { position, _ in numbers[position] })
    case .orders(let groups):
      let (purchases, refunds) = groups.codes(of: block)
      return BlockParts(
        block, groupCount: groupCount, purchaseGroup: { _, row in purchases[row] },
        refundGroup: { _, row in refunds[row] })
    }
  }

  public func merge(_ other: [Question.Partial], into partial: inout [Question.Partial]) {
    for group in partial.indices { question.merge(other[group], into: &partial[group]) }
  }

  /// One result for each group, in the order of their names.
  public func finish(_ partial: [Question.Partial], in currency: Currency) -> [Question.Result] {
    partial.map { question.finish($0, in: currency) }
  }

  public var answerSize: AnswerSize {
    let size = question.answerSize
    return AnswerSize(
      partialByteCount: size.partialByteCount.times(groupCount),
      resultByteCount: size.resultByteCount.times(groupCount))
  }
}

/// Orders divided by the value of a dimension of theirs: by category, channel, coupon …
public struct OrderGroups: Hashable, Sendable {
  /// The dimension.
  public let dimension: String
  /// All values in byte order, the empty one included.
  public let names: [String]
  /// The place of the dimension among those of orders.
  fileprivate let place: Int

  /// The group of each purchase and of each refund of a block.
  fileprivate func codes(of block: borrowing CustomerBlock) -> (purchases: [Int], refunds: [Int]) {
    let table = block.table
    let first = block.firstCustomer
    let start = table.purchases.rows(of: first).lowerBound
    let column = table.purchases.codes[place]
    let purchases = block.purchaseDays.indices.map { Int(column[start + $0]) }
    guard let refunds = table.refunds else { return (purchases, []) }
    let refundStart = refunds.rows(of: first).lowerBound
    return (
      purchases, block.refundDays.indices.map { Int(refunds.codes[place][refundStart + $0]) }
    )
  }
}

extension OrderTable {
  /// Orders by the value of one of their dimensions; `nil` when there is no such dimension of
  /// orders.
  ///
  /// - Complexity: O(values).
  public func orderGroups(by name: String) -> OrderGroups? {
    let ofOrders = dimensions.filter { $0.level == .order }
    guard let place = ofOrders.firstIndex(where: { $0.name == name }) else { return nil }
    return OrderGroups(dimension: name, names: ofOrders[place].values, place: place)
  }
}
