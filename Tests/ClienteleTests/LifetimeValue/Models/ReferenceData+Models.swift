import Clientele
import Testing

extension ReferenceData {
  /// The 1/10 sample of CDNOW, numbered as in the literature; orders of amount zero count.
  static func cdnowSample() throws -> OrderTable {
    try orders("cdnow/sample.csv", customer: 1, date: 2, amount: 4)
  }

  /// A file of orders, each with an amount of 1 when there is no such column.
  static func orders(
    _ path: String, customer: Int, date: Int, amount: Int?
  ) throws -> OrderTable {
    let rows = try rows(path)
    var policies = OrderPolicies()
    policies.zeroAmountOrders = .count
    return try OrderTable(
      OrderColumns(
        customers: .texts(rows.map { $0[customer] }), days: try rows.map { try day($0[date]) },
        amounts: try rows.map { row in try amount.map { try cents(row[$0]) } ?? 100 }),
      policies: policies)
  }

  /// `19970930` or `1997-09-30`.
  private static func day(_ text: String) throws -> Day {
    let digits = text.filter(\.isNumber)
    try #require(digits.count == 8)
    return try #require(
      Day("\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))"))
  }
}

/// Compares a fit with published figures.
func expectFit(
  _ model: FittedPurchaseModel, _ parameters: [Double], _ logLikelihood: Double,
  parametersWithin tolerance: Double = 1e-5, sourceLocation: SourceLocation = #_sourceLocation
) {
  for (found, expected) in zip(model.parameters, parameters) {
    expectClose(
      found, expected, within: tolerance, "\(model.model)", sourceLocation: sourceLocation)
  }
  expectClose(
    model.logLikelihood!, logLikelihood, within: 1e-9, "\(model.model)",
    sourceLocation: sourceLocation)
}
