extension GroupSuppression {
  /// Which cells of a table with row and column sums are hidden.
  ///
  /// A row or column that hides exactly one cell hides the smallest other one with someone in it as
  /// well: otherwise its sum less the cells shown would tell what is hidden. And so on until no
  /// such row or column is left. Of equal cells the first is taken.
  ///
  /// ```swift
  /// let rule = GroupSuppression(smallestGroup: 5)
  /// rule.hidden(in: [[90, 3], [8, 70]])[0]     // [true, true]
  /// rule.hidden(in: [[90, 0], [8, 70]])[0]     // [false, false]
  /// ```
  ///
  /// - Parameter rows: Numbers of customers; all rows have the same length.
  /// - Returns: For each cell whether it is hidden.
  /// - Complexity: O(cells²) at worst.
  public func hidden(in rows: [[Int]]) -> [[Bool]] {
    var hidden = rows.map { $0.map(hides) }
    let columns = rows.first?.indices ?? 0..<0
    let lines =
      rows.indices.map { row in columns.map { (row: row, column: $0) } }
      + columns.map { column in rows.indices.map { (row: $0, column: column) } }
    var isDone = false
    while !isDone {
      isDone = true
      for line in lines {
        guard line.count(where: { hidden[$0.row][$0.column] }) == 1 else { continue }
        let shown = line.filter { !hidden[$0.row][$0.column] && rows[$0.row][$0.column] > 0 }
        let next = shown.min { rows[$0.row][$0.column] < rows[$1.row][$1.column] }
        guard let next else { continue }
        hidden[next.row][next.column] = true
        isDone = false
      }
    }
    return hidden
  }
}
