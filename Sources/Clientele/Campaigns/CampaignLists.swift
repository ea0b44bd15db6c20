/// Who was asked to come back, and who was left alone to compare with.
public struct CampaignLists: Hashable, Sendable {
  /// Customers who were asked.
  public let targets: CustomerSet
  /// Customers who were not, to compare with.
  public let controls: CustomerSet

  /// - Throws: ``CampaignListConflict`` when a customer is on both lists: then neither says what
  ///   it should.
  public init(
    targets: CustomerSet, controls: CustomerSet = CustomerSet()
  ) throws(CampaignListConflict) {
    if let customer = targets.firstCommon(with: controls) {
      throw CampaignListConflict(customer: customer)
    }
    self.targets = targets
    self.controls = controls
  }
}

/// A customer is both a target and a control.
public struct CampaignListConflict: Error, Hashable, Sendable, CustomStringConvertible {
  /// The lowest number of such a customer.
  public let customer: Int

  /// A sentence for the owner of the lists.
  public var description: String {
    "customer number \(customer) is on the target list and on the control list"
  }
}
