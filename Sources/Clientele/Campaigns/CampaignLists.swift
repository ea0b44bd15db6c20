import ClienteleKernels

/// Who was asked, and who was left alone to compare with.
///
/// ```swift
/// let asked = orders.customerList(of: ["u0001", "u0002", "u9999"])
/// let alone = orders.customerList(of: ["u0003", "u0004"])
/// asked.unknown                // ["u9999"]
/// let lists = try CampaignLists(targets: asked.customers, controls: alone.customers)
/// lists.targets.count          // 2
/// ```
public struct CampaignLists: Hashable, Sendable {
  /// Customers who were asked.
  public let targets: CustomerSet
  /// Customers who were not, to compare with.
  public let controls: CustomerSet
  /// People who were asked and are in no table, because they have never ordered. They count as
  /// asked, and have not answered.
  public let strangerCount: Int
  /// The same of the people left alone.
  public let controlStrangerCount: Int

  /// - Parameters:
  ///   - targets: Customers who were asked.
  ///   - controls: Customers who were not.
  ///   - strangerCount: People asked who never ordered. Leave them out where ids may be misspelt;
  ///     count them where the list has leads: of leads the table knows only those who bought.
  ///   - controlStrangerCount: The same of those not asked.
  /// - Throws: ``CampaignListConflict`` when a customer is on both lists: then neither says what
  ///   it should.
  /// - Precondition: The counts are not negative.
  public init(
    targets: CustomerSet, controls: CustomerSet = CustomerSet(), strangerCount: Int = 0,
    controlStrangerCount: Int = 0
  ) throws(CampaignListConflict) {
    precondition(strangerCount >= 0 && controlStrangerCount >= 0, "people are counted from 0")
    if let customer = targets.firstCommon(with: controls) {
      throw CampaignListConflict(customer: customer)
    }
    self.targets = targets
    self.controls = controls
    self.strangerCount = strangerCount
    self.controlStrangerCount = controlStrangerCount
  }

  /// Whether there is someone to compare with.
  var haveControls: Bool { controls.count + controlStrangerCount > 0 }
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

/// Ids of a list, as customers of a table.
public struct CustomerList: Hashable, Sendable {
  /// Those with a purchase or a refund.
  public let customers: CustomerSet
  /// Ids of nobody with either, in the list's order.
  public let unknown: [String]
}

extension OrderTable {
  /// The customers with some ids, byte for byte, and the ids of nobody with a purchase or a refund.
  ///
  /// - Complexity: O(ids × log customers).
  public func customerList(of ids: some Sequence<String>) -> CustomerList {
    var numbers = CustomerSet()
    var unknown: [String] = []
    for id in ids {
      if let number = customers.number(of: id), hasEvents(number) {
        numbers.insert(number)
      } else {
        unknown.append(id)
      }
    }
    return CustomerList(customers: numbers, unknown: unknown)
  }

  /// Whether anything is known of a customer: not when all their orders were left out by a policy.
  private func hasEvents(_ customer: Int) -> Bool {
    !purchases.rows(of: customer).isEmpty || !(refunds?.rows(of: customer).isEmpty ?? true)
  }
}
