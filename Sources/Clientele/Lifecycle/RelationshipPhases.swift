/// Every customer's relationship phase as of one day (考察期, 形成期, 稳定期, 退化期).
///
/// ```swift
/// let phases = orders.run(RelationshipPhases(asOf: "2026-10-31"))
/// phases.count { $0 == .stability }     // 7
/// phases[1]                             // decline
/// ```
///
/// Where a stage says how long ago someone bought last, a phase says whether they buy more or less
/// than they used to: a regular customer who halves their orders is active, and in decline.
///
/// - Complexity: O(purchases and refunds of the periods + customers × log of their purchases).
public struct RelationshipPhases: Analysis {
  /// The last day that is seen.
  public let day: Day
  /// What makes a course rise or fall.
  public let rule: PhaseRule
  /// The first days of the periods, the latest first, with the end before them: descending.
  private let bounds: [Int32]

  /// Asks for the phase of everyone who has bought by the end of a day.
  public init(asOf day: Day, rule: PhaseRule = .standard) {
    self.day = day
    self.rule = rule
    bounds = [(day + 1).number] + rule.starts(before: day + 1).map(\.number)
  }

  public func makePartial() -> CustomerValues<UInt8> { CustomerValues() }

  public func accumulate(
    _ block: borrowing CustomerBlock, into partial: inout CustomerValues<UInt8>
  ) {
    let days = block.purchaseDays
    var codes: [UInt8] = []
    codes.reserveCapacity(block.count)
    for position in block.positions {
      let rows = block.purchases(at: position)
      let seen = rows.lowerBound..<days.firstIndex(in: rows) { $0 >= bounds[0] }
      guard let first = seen.first else {
        codes.append(.max)
        continue
      }
      var orders = [Int](repeating: 0, count: rule.periodCount)
      var spend = [Int128](repeating: 0, count: rule.periodCount)
      for row in seen.reversed() {
        guard let period = period(of: days[row]) else { break }
        orders[period] += 1
        spend[period] += Int128(block.purchaseAmounts[row])
      }
      for row in block.refunds(at: position) {
        guard let period = period(of: block.refundDays[row]) else { continue }
        spend[period] -= Int128(block.refundAmounts[row])
      }
      let phase = rule.phase(
        orders: orders, spend: spend, firstPeriod: period(of: days[first]) ?? rule.periodCount)
      codes.append(UInt8(phase.rawValue))
    }
    partial.append(codes, from: block.firstCustomer)
  }

  /// How many periods back a day is; `nil` for days before and after all of them.
  private func period(of day: Int32) -> Int? {
    guard day < bounds[0], day >= bounds[bounds.count - 1] else { return nil }
    return bounds.partitioningIndex { $0 <= day } - 1
  }

  public func merge(_ other: CustomerValues<UInt8>, into partial: inout CustomerValues<UInt8>) {
    partial.merge(other)
  }

  /// One phase per customer number; `nil` for customers without a purchase by the day.
  public func finish(
    _ partial: CustomerValues<UInt8>, in currency: Currency
  ) -> [RelationshipPhase?] {
    partial.ordered().map { RelationshipPhase(rawValue: Int($0)) }
  }
}

extension CustomerGroups {
  /// Customers by their phase, as ``RelationshipPhases`` gives them; those without one are in no
  /// group.
  public init(_ phases: [RelationshipPhase?]) {
    self.init(names: RelationshipPhase.allCases.map(\.name), groups: phases.map { $0?.rawValue })
  }
}
