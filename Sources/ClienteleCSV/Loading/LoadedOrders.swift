public import Clientele

/// A table, and the account of every record it was made from.
public struct LoadedOrders: Sendable {
  /// The orders.
  public let orders: OrderTable
  /// What became of every record.
  public let account: LoadAccount
  /// The most bytes that windows and columns took at any time.
  public let peakByteCount: Int
}
