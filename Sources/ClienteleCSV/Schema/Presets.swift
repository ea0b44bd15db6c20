import Clientele

/// Schemas of the exports that shops have at hand.
extension OrderSchema {
  /// The names of the presets, as the command line spells them.
  public static let presetNames = [
    "plain", "taobao", "shopify", "woocommerce", "online-retail", "cdnow",
  ]

  /// The preset of a name, or `nil`.
  public init?(preset name: String) {
    switch name {
    case "plain": self = .plain
    case "taobao": self = .taobao
    case "shopify": self = .shopify
    case "woocommerce": self = .wooCommerce
    case "online-retail": self = .onlineRetail
    case "cdnow": self = .cdnow
    default: return nil
    }
  }

  /// One record per order, with the usual English column names.
  public static let plain = OrderSchema(
    columns: Columns([
      .order: ["order_id", "order", "order_number"],
      .customer: ["customer_id", "customer"],
      .date: ["date", "ordered_at", "order_date", "ts", "timestamp", "created_at"],
      .amount: ["amount", "total", "revenue"],
    ]))

  /// The order report (`ExportOrderList…`) of the Taobao and Tmall seller centres.
  ///
  /// Orders that are paid count; closed and unpaid ones are skipped.
  public static let taobao: OrderSchema = {
    var schema = OrderSchema(
      columns: Columns([
        .order: ["订单编号", "订单号"],
        .customer: ["买家会员名", "买家昵称"],
        .date: ["订单付款时间", "订单创建时间"],
        .amount: ["买家实际支付金额", "实际支付金额", "买家实付金额"],
        .status: ["订单状态"],
        .refund: ["退款金额"],
      ]))
    schema.encoding = .utf8OrGB18030
    schema.dialect.allowances = [.spreadsheetGuards]
    schema.headerMatching = .loose
    schema.numbers = NumberFormat(groupingSigns: [","], currencySigns: ["￥", "¥"])
    schema.currency = "CNY"
    schema.statuses = StatusRules(
      counted: [
        "交易成功", "卖家已发货，等待买家确认", "买家已付款，等待卖家发货", "卖家部分发货",
        "买家已付款,等待卖家发货", "卖家已发货,等待买家确认",
      ],
      skipped: ["交易关闭", "等待买家付款", "付款以后用户退款成功，交易自动关闭", "没有创建支付宝交易"])
    return schema
  }()

  /// The orders export of Shopify: an order's first line carries the order, the others only
  /// their items.
  public static let shopify: OrderSchema = {
    var schema = OrderSchema(
      columns: Columns([
        .order: ["Name"], .customer: ["Email", "Customer ID"], .date: ["Created at", "Paid at"],
        .amount: ["Total"], .status: ["Financial Status"], .refund: ["Refunded Amount"],
        .currency: ["Currency"], .cancelled: ["Cancelled at"],
      ]))
    schema.policies.records = .lines
    schema.orderCells = .firstLine
    schema.statuses = StatusRules(
      counted: ["paid", "partially_paid", "partially_refunded"],
      skipped: ["pending", "authorized", "voided", "expired", "unpaid"],
      refunded: ["refunded"])
    return schema
  }()

  /// The exports of WooCommerce and of its common export plug-ins.
  public static let wooCommerce: OrderSchema = {
    var schema = OrderSchema(
      columns: Columns([
        .order: ["order_id", "order_number", "order id", "order number"],
        .customer: ["billing_email", "customer_email", "customer_id", "email (billing)"],
        .date: ["order_date", "date", "date_created", "order date"],
        .amount: ["order_total", "total", "order total amount"],
        .status: ["status", "order_status", "order status"],
        .refund: ["refund_total", "total_refunded", "refunded_total"],
        .currency: ["order_currency", "currency"],
      ]))
    schema.headerMatching = .loose
    schema.anonymousCustomers = ["0"]
    schema.statuses = StatusRules(
      counted: ["completed", "processing", "wc-completed", "wc-processing"],
      skipped: [
        "pending", "on-hold", "cancelled", "failed", "checkout-draft", "draft", "trash",
        "wc-pending", "wc-on-hold", "wc-cancelled", "wc-failed", "wc-checkout-draft",
        "pending payment", "on hold",
      ],
      refunded: ["refunded", "wc-refunded"])
    return schema
  }()

  /// UCI Online Retail (I and II): invoice lines, quantity times price, `C` invoices take back.
  ///
  /// A few unit prices have three decimals, so amounts are kept in tenths of a penny.
  public static let onlineRetail: OrderSchema = {
    var schema = OrderSchema(
      columns: Columns([
        .order: ["InvoiceNo", "Invoice"], .customer: ["CustomerID", "Customer ID"],
        .date: ["InvoiceDate"], .quantity: ["Quantity"], .price: ["UnitPrice", "Price"],
      ]))
    schema.policies.records = .lines
    schema.scale = 3
    schema.currency = "GBP"
    schema.missingCustomer = .skip
    schema.refundOrderPrefix = "C"
    schema.nonPositiveQuantities = .skip
    return schema
  }()

  /// The CDNOW cohort of the literature: days without dashes, and free orders are purchases.
  public static let cdnow: OrderSchema = {
    var schema = OrderSchema(
      columns: Columns([
        .customer: ["customer_id", "master_id"], .date: ["date"], .amount: ["sales"],
      ]))
    schema.dateFormat = DateFormat("yyyyMMdd")!
    schema.currency = "USD"
    schema.policies.zeroAmountOrders = .count
    return schema
  }()
}
