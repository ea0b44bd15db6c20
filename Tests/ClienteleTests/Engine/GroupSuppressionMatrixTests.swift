import Clientele
import ClienteleFixtures
import Testing

@Suite struct GroupSuppressionMatrixTests {
  @Test func `no row or column with others in it hides one cell alone`() {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<500 {
      let size = Int.random(in: 1...5, using: &generator)
      let rows = (0..<size).map { _ in
        (0..<size).map { _ in max(0, Int.random(in: -10...30, using: &generator)) }
      }
      let rule = GroupSuppression(smallestGroup: Int.random(in: 1...12, using: &generator))
      let hidden = rule.hidden(in: rows)
      for row in 0..<size {
        for column in 0..<size where rule.hides(rows[row][column]) {
          #expect(hidden[row][column])
        }
      }
      for line in 0..<size {
        let row = (0..<size).map { (rows[line][$0], hidden[line][$0]) }
        let column = (0..<size).map { (rows[$0][line], hidden[$0][line]) }
        for cells in [row, column] where cells.count(where: { $0.0 > 0 }) > 1 {
          #expect(cells.count { $0.1 } != 1, "\(rows), \(rule.smallestGroup)")
        }
      }
    }
  }

  @Test func `nothing is hidden where nothing is small`() {
    let rule = GroupSuppression(smallestGroup: 5)
    #expect(rule.hidden(in: []) == [])
    #expect(rule.hidden(in: [[9, 0], [0, 5]]) == [[false, false], [false, false]])
    #expect(rule.hidden(in: [[9, 4, 7], [20, 6, 9], [8, 30, 40]])[0] == [false, true, true])
  }
}
