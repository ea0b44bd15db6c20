import Clientele
import ClienteleFixtures
import Testing

@Suite struct GroupMovementTests {
  @Test(arguments: 0..<12 as Range<UInt64>)
  func `cells are as long as their lists, and add up to the groups`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let names = ["a", "b", "c"]
    func drawn(_ count: Int) -> CustomerGroups {
      CustomerGroups(
        names: names,
        groups: (0..<count).map { _ in [nil, 0, 1, 2].randomElement(using: &generator)! })
    }
    let before = drawn(Int.random(in: 0...40, using: &generator))
    let after = drawn(Int.random(in: 0...40, using: &generator))
    let movement = before.movement(to: after)
    var seen: Set<Int> = []
    for pair in movement.pairs {
      let members = before.members(movingFrom: pair.origin, to: pair.target, in: after)
      #expect(members.count == movement[pair.origin, pair.target], "seed \(seed), \(pair)")
      #expect(members == members.sorted() && seen.isDisjoint(with: members))
      seen.formUnion(members)
    }
    let places = names.indices.map(Optional.some) + [nil]
    for group in names.indices {
      #expect(places.reduce(0) { $0 + movement[group, $1] } == before.customerCounts[group])
      #expect(places.reduce(0) { $0 + movement[$1, group] } == after.customerCounts[group])
    }
    #expect(movement[nil, nil] == 0)
  }

  @Test func `groups of other names, and places that are none, are refused`() async {
    await #expect(processExitsWith: .failure) {
      let one = CustomerGroups(names: ["a"], groups: [0])
      _ = one.movement(to: CustomerGroups(names: ["b"], groups: [0]))
    }
    await #expect(processExitsWith: .failure) {
      let one = CustomerGroups(names: ["a"], groups: [0])
      _ = one.movement(to: one)[1, 0]
    }
    await #expect(processExitsWith: .failure) {
      let one = CustomerGroups(names: ["a"], groups: [0])
      _ = one.members(movingFrom: nil, to: nil, in: one)
    }
  }
}
