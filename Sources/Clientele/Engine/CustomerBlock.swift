import ClienteleKernels

/// A stretch of customers with all their purchases and refunds: what an analysis is fed.
///
/// Positions are counted inside the block. The rows of the customer at position `i` are
/// `purchaseStarts[i] ..< purchaseStarts[i + 1]` of ``purchaseDays`` and ``purchaseAmounts``, in
/// day order; a customer may have none. A block's columns fit in a core's cache, so that several
/// analyses read memory once.
public struct CustomerBlock: ~Escapable {
  /// The customer number of position 0; later positions follow.
  public let firstCustomer: Int
  /// `[count + 1]`, rows inside the block.
  public let purchaseStarts: Span<UInt32>
  /// Days since 1970-01-01, ascending within a customer.
  public let purchaseDays: Span<Int32>
  /// Minor units, never negative.
  public let purchaseAmounts: Span<Int64>
  /// Like ``purchaseStarts``; empty when the table has no refunds.
  public let refundStarts: Span<UInt32>
  public let refundDays: Span<Int32>
  /// Minor units paid back, positive.
  public let refundAmounts: Span<Int64>
  /// Where the block was cut out. What rows have besides days and amounts is found there, by
  /// customer number.
  package let table: OrderTable

  /// The number of customers.
  public var count: Int { purchaseStarts.count - 1 }

  /// The positions of all customers.
  public var positions: Range<Int> { 0..<count }

  /// The number of the customer at a position.
  @inline(__always)
  public func customer(at position: Int) -> Int { firstCustomer + position }

  /// The purchases of the customer at a position.
  @inline(__always)
  public func purchases(at position: Int) -> Range<Int> {
    Int(purchaseStarts[position])..<Int(purchaseStarts[position + 1])
  }

  /// The refunds of the customer at a position.
  @inline(__always)
  public func refunds(at position: Int) -> Range<Int> {
    refundStarts.isEmpty
      ? 0..<0 : Int(refundStarts[position])..<Int(refundStarts[position + 1])
  }

  @_lifetime(
    copy purchaseStarts, copy purchaseDays, copy purchaseAmounts, copy refundStarts,
    copy refundDays, copy refundAmounts)
  init(
    firstCustomer: Int, purchaseStarts: Span<UInt32>, purchaseDays: Span<Int32>,
    purchaseAmounts: Span<Int64>, refundStarts: Span<UInt32>, refundDays: Span<Int32>,
    refundAmounts: Span<Int64>, table: OrderTable
  ) {
    self.firstCustomer = firstCustomer
    self.purchaseStarts = purchaseStarts
    self.purchaseDays = purchaseDays
    self.purchaseAmounts = purchaseAmounts
    self.refundStarts = refundStarts
    self.refundDays = refundDays
    self.refundAmounts = refundAmounts
    self.table = table
  }
}
