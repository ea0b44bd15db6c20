/// Properties of customers that do not change with time, as numbers: 0 or 1 for a yes or no, or a
/// quantity.
///
/// ```swift
/// let regions = orders.customerGroups(by: "region")!
/// let covariates = CustomerCovariates(of: regions, customerCount: orders.customerCount)
/// covariates.names.count       // 4
/// ```
public struct CustomerCovariates: Hashable, Sendable {
  /// What they are called.
  public let names: [String]
  /// For each covariate one value a customer, by customer number.
  let columns: [[Double]]

  /// Covariates from columns.
  ///
  /// - Parameters:
  ///   - names: What they are called.
  ///   - columns: For each covariate one value a customer, by customer number.
  /// - Precondition: There are as many columns as names, all of one length.
  public init(names: [String], columns: [[Double]]) {
    precondition(names.count == columns.count, "a name for each covariate")
    precondition(
      columns.allSatisfy { $0.count == columns[0].count }, "covariates of different lengths")
    self.names = names
    self.columns = columns
  }

  /// Customers divided into groups, as a 0 or 1 for each group but the first: effects are
  /// differences from the first group.
  ///
  /// - Parameters:
  ///   - groups: The groups.
  ///   - customerCount: How many customers there are. Those in no group count like the first.
  public init(of groups: CustomerGroups, customerCount: Int) {
    let numbers = (0..<customerCount).map { groups.group(of: $0) ?? 0 }
    names = Array(groups.names.dropFirst())
    columns = groups.names.indices.dropFirst().map { group in
      numbers.map { $0 == group ? 1 : 0 }
    }
  }

  /// The number of customers.
  public var customerCount: Int { columns.first?.count ?? 0 }

  /// A customer's values, in the order of ``names``.
  public func values(of customer: Int) -> [Double] { columns.map { $0[customer] } }
}
