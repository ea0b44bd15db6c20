import ClienteleFixtures
import ClienteleKernels
import Testing

@Suite struct ClusterTests {
  struct Row: Hashable {
    let member: UInt32
    let key: Int32
    let value: Int64
    let code: UInt32
  }

  static func rows(_ count: Int, members: Int, seed: UInt64) -> [Row] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      let draw = UInt32.random(in: 0..<UInt32(members), using: &generator)
      return Row(
        member: generator.next() % 3 == 0 ? 0 : draw,
        key: Int32.random(in: -5...5, using: &generator),
        value: Int64.random(in: -2...2, using: &generator) << 40,
        code: UInt32.random(in: 0..<4, using: &generator))
    }
  }

  static func source(_ rows: ArraySlice<Row>, on budget: MemoryBudget) throws -> ClusterSource {
    let codes = try Column(rows.map(\.code), on: budget)
    return ClusterSource(
      members: try Column(rows.map(\.member), on: budget), ranks: nil,
      keys: try Column(rows.map(\.key), on: budget),
      values: try Column(rows.map(\.value), on: budget), codes: [codes])
  }

  @Test func `rows of a member lie together, in order of key, value and code`() throws {
    for seed in 0..<30 as Range<UInt64> {
      let (count, members) = [(0, 0), (1, 1), (500, 7), (4_000, 300), (9_000, 20)][Int(seed % 5)]
      let rows = members == 0 ? [] : Self.rows(count, members: members, seed: seed)
      let budget = MemoryBudget()
      let cut = rows.count / 3
      let clustered = try cluster(
        [Self.source(rows[..<cut], on: budget), Self.source(rows[cut...], on: budget)],
        codeCount: 1, memberCount: members, groupShift: Int(seed % 3) + 4,
        threads: Int(seed % 4) + 1, on: budget)
      for member in 0..<members {
        let expected = rows.filter { $0.member == member }
          .sorted { ($0.key, $0.value, $0.code) < ($1.key, $1.value, $1.code) }
        let found = clustered.rows(of: member).map { row in
          Row(
            member: UInt32(member), key: clustered.keys[row], value: clustered.values[row],
            code: clustered.codes[0][row])
        }
        #expect(found == expected, "seed \(seed), member \(member)")
      }
      #expect(clustered.rowCount == rows.count)
    }
  }

  @Test func `an order takes twelve bytes, and a customer four`() throws {
    let budget = MemoryBudget()
    let rows = 1_000_000
    let source = ClusterSource(
      members: try Column(count: rows, on: budget) { output in
        for row in 0..<rows { output.append(UInt32(row * 7_919 % 100_000)) }
      },
      keys: try Column(repeating: 1, count: rows, on: budget),
      values: try Column(repeating: 5, count: rows, on: budget))
    let clustered = try cluster(
      [source], codeCount: source.codes.count, memberCount: 100_000,
      groupShift: groupShift(memberCount: 100_000, rowCount: rows), threads: 2, on: budget)
    #expect(clustered.byteCount <= rows * 12 + 100_000 * 4 + 10_000)
    #expect(budget.peakBytes <= rows * 40)
  }

  @Test func `members are found through ranks`() throws {
    let budget = MemoryBudget()
    let source = ClusterSource(
      members: try Column([0, 1, 2, 1], on: budget),
      ranks: try Column([2, 0, 1], on: budget),
      keys: try Column([1, 2, 3, 4], on: budget),
      values: try Column([10, 20, 30, 40], on: budget))
    let clustered = try cluster(
      [source], codeCount: source.codes.count, memberCount: 3, groupShift: 4, threads: 1, on: budget
    )
    #expect((0..<4).map { clustered.values[$0] } == [20, 40, 30, 10])
  }
}
