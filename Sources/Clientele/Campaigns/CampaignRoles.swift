/// What a customer had to do with a campaign.
public enum CampaignRole: String, Hashable, Sendable, Codable, CaseIterable {
  /// Was asked, and bought.
  case responder
  /// Was asked, and did not buy.
  case silentTarget
  /// Was left alone, and bought all the same.
  case controlBuyer
  /// Was left alone, and did not buy.
  case silentControl
  /// Had bought before, and is on neither list.
  case other
}

/// Every customer's part in a campaign: the members of its figures.
///
/// ```swift
/// let campaign = Campaign(
///   in: october, lists: try CampaignLists(targets: CustomerSet(0..<100)), observedThrough: today)
/// let roles = orders.run(CampaignRoles(campaign))
/// roles.count { $0 == .responder }                            // 10
/// orders.run(campaign).total.targets.rate.numerator           // 10
/// ```
///
/// There are as many of each role as ``Campaign`` counts, in every group; people who never ordered
/// are no customers and are not listed.
///
/// - Complexity: O(customers × log of their purchases).
public struct CampaignRoles: Analysis {
  /// The campaign that is asked about.
  public let campaign: Campaign

  /// The part of every customer in a campaign.
  public init(_ campaign: Campaign) { self.campaign = campaign }

  public func makePartial() -> CustomerValues<UInt8> { CustomerValues() }

  public func accumulate(
    _ block: borrowing CustomerBlock, into partial: inout CustomerValues<UInt8>
  ) {
    var codes: [UInt8] = []
    codes.reserveCapacity(block.count)
    for position in block.positions {
      let role = campaign.answer(of: position, in: block)?.role
      codes.append(role.flatMap(CampaignRole.allCases.firstIndex).map { UInt8($0) } ?? .max)
    }
    partial.append(codes, from: block.firstCustomer)
  }

  public func merge(_ other: CustomerValues<UInt8>, into partial: inout CustomerValues<UInt8>) {
    partial.merge(other)
  }

  /// One role per customer number; `nil` for customers on no list who had not bought before.
  public func finish(_ partial: CustomerValues<UInt8>, in currency: Currency) -> [CampaignRole?] {
    partial.ordered().map { $0 == .max ? nil : CampaignRole.allCases[Int($0)] }
  }
}
