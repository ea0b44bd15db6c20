import Clientele

/// Everyone's segments on two days, and the changes on the days that were looked at between.
struct SegmentHistory {
  let from: Day
  let before: CustomerGroups
  let now: CustomerGroups
  let changes: SegmentTrail

  var movement: GroupMovement { before.movement(to: now) }

  /// The movement of each group of another division.
  func movements(by groups: CustomerGroups) -> [GroupMovement] {
    groups.members(among: 0..<changes.count).map { members in
      before.numbered(members).movement(to: now.numbered(members))
    }
  }
}

extension CustomerGroups {
  /// The customers of every group.
  func members(among customers: Range<Int>) -> [[Int]] {
    var members = [[Int]](repeating: [], count: count)
    for customer in customers {
      if let group = group(of: customer) { members[group].append(customer) }
    }
    return members
  }

  /// The same groups of some customers, who are numbered anew: only their counts mean something.
  func numbered(_ customers: [Int]) -> CustomerGroups {
    CustomerGroups(names: names, groups: customers.map(group))
  }
}

/// How many customers went from one group to another.
struct TransitionJSON: Encodable {
  let from: String
  let to: String
  let customers: Int
}

extension GroupMovement {
  /// Every pair that someone could have moved between.
  var transitions: [TransitionJSON] {
    pairs.map { pair in
      TransitionJSON(
        from: name(pair.origin), to: name(pair.target), customers: self[pair.origin, pair.target])
    }
  }

  /// The name of a group, or that of none.
  func name(_ place: Int?) -> String { place.map { names[$0] } ?? "none" }
}
