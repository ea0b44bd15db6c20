/// Which groups are too small to be shown: figures about three customers are figures about someone.
///
/// A group with fewer customers than ``smallestGroup`` is hidden. If it is the only one, the next
/// larger group is hidden as well, and every group as large as that one: otherwise the total less
/// the groups shown would tell what is hidden. A group of nobody has nothing to hide.
///
/// ```swift
/// let rule = GroupSuppression(smallestGroup: 10)
/// rule.hidden(among: [120, 7, 4, 33])     // [false, true, true, false]
/// rule.hidden(among: [120, 7, 0, 33])     // [false, true, false, true]
/// GroupSuppression.none.hidden(among: [1, 2])    // [false, false]
/// ```
public struct GroupSuppression: Hashable, Sendable, Codable {
  /// The smallest number of customers that a group may be shown with.
  public let smallestGroup: Int

  /// Everything is shown.
  public static let none = GroupSuppression(smallestGroup: 1)

  /// - Precondition: `smallestGroup` is 1 or more.
  public init(smallestGroup: Int) {
    precondition(smallestGroup >= 1, "a group that is shown has someone in it")
    self.smallestGroup = smallestGroup
  }

  /// Whether a number of customers is too small to be shown by itself.
  public func hides(_ customerCount: Int) -> Bool {
    customerCount > 0 && customerCount < smallestGroup
  }

  /// Which of the groups that add up to a total are hidden.
  ///
  /// - Parameter customerCounts: The number of customers of each group.
  /// - Returns: For each group whether it is hidden.
  /// - Complexity: O(groups).
  public func hidden(among customerCounts: [Int]) -> [Bool] {
    var hidden = customerCounts.map(hides)
    guard hidden.count(where: { $0 }) == 1 else { return hidden }
    let shown = customerCounts.indices.filter { !hidden[$0] && customerCounts[$0] > 0 }
    guard let next = shown.map({ customerCounts[$0] }).min() else { return hidden }
    for group in shown where customerCounts[group] == next { hidden[group] = true }
    return hidden
  }
}
