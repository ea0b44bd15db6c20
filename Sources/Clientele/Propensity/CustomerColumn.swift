/// A column of the caller's own beside the features of purchases: visits, baskets left behind,
/// coupons, age.
///
/// The values must be those known at the as-of day of the question: what became known later
/// foretells nothing. Who fits a model as of one day and applies it as of another passes the values
/// of each day.
///
/// ```swift
/// let visits = CustomerColumn(
///   "visits", values: (0..<orders.customerCount).map { Double($0 % 7) }, scale: .logarithm)
/// visits.name    // visits
/// ```
public struct CustomerColumn: Hashable, Sendable {
  /// What happens to customers without a value when a model is fitted.
  public enum MissingValues: Hashable, Sendable {
    /// They are an error.
    case refuse
    /// They are given this value, and so are those whom the model is applied to.
    case fill(Double)
    /// They are given the mean of the others in fitting, as it enters the model.
    case mean
  }

  /// Not that of a feature, and not that of another column.
  public let name: String
  /// By customer number; customers beyond the end have none.
  public let values: [Double?]
  /// How they enter a model.
  public let scale: FeatureScale
  /// What is done with customers who have none.
  public let missing: MissingValues

  /// Names the values of customers, by their numbers.
  public init(
    _ name: String, values: [Double?], scale: FeatureScale = .plain,
    missing: MissingValues = .refuse
  ) {
    self.name = name
    self.values = values
    self.scale = scale
    self.missing = missing
  }

  func value(of customer: Int) -> Double? {
    customer < values.count ? values[customer] : nil
  }
}
