import ArgumentParser
import Clientele
import ClienteleCSV

/// What counts as a purchase, where it differs from the schema.
struct PolicyOptions: ParsableArguments {
  @Option(help: "Orders of amount zero: count or skip.")
  var zeroAmountOrders: Choice<OrderPolicies.ZeroAmountOrders>?

  @Option(help: "Refunds: net on their own day, gross (ignored), or restated on their order.")
  var refunds: Choice<OrderPolicies.Refunds>?

  @Option(help: "What a record is: orders or lines.")
  var records: Choice<OrderPolicies.Records>?

  @Option(help: "An order id met twice with other content: refuse, keepFirst or sum.")
  var conflicts: Choice<OrderPolicies.Conflicts>?

  @Option(
    help: "Records that repeat another of their order: keepLines (whole orders go), keep or drop.")
  var identicalRecords: Choice<OrderPolicies.IdenticalRecords>?

  @Option(help: "What frequency counts: orders or purchaseDays.")
  var purchaseUnit: Choice<OrderPolicies.PurchaseUnit>?

  @Option(help: "Records without a customer: error or skip.")
  var missingCustomer: Choice<MissingValuePolicy>?

  func apply(to schema: inout OrderSchema) {
    if let zeroAmountOrders { schema.policies.zeroAmountOrders = zeroAmountOrders.value }
    if let refunds { schema.policies.refunds = refunds.value }
    if let records { schema.policies.records = records.value }
    if let conflicts { schema.policies.conflicts = conflicts.value }
    if let identicalRecords { schema.policies.identicalRecords = identicalRecords.value }
    if let purchaseUnit { schema.policies.purchaseUnit = purchaseUnit.value }
    if let missingCustomer { schema.missingCustomer = missingCustomer.value }
  }
}
