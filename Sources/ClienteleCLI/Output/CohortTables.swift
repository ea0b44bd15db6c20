import Clientele
import ClienteleReport

/// A cohort triangle as tables for people.
struct CohortTables {
  let table: CohortTable

  /// The share of each cohort that bought in each later period.
  var retention: TextTable {
    triangle("Share of customers buying again (… not over yet)", from: 1) { cell in
      Figures.percent(cell.retentionRate.value)
    }
  }

  /// What a customer has brought so far.
  var revenue: TextTable {
    triangle("Net revenue per customer so far (… not over yet)", from: 0) { cell in
      Figures.mean(cell.cumulativeRevenuePerCustomer)
    }
  }

  private func triangle(
    _ title: String, from firstOffset: Int, _ figure: (CohortCell) -> String
  ) -> TextTable {
    let offsets = (firstOffset..<max(firstOffset + 1, table.count)).map {
      ("+\($0)", TextTable.Alignment.right)
    }
    let name = table.name.map { $0 + ": " } ?? ""
    var rows = TextTable(name + title, [("cohort", .left), ("customers", .right)] + offsets)
    for cohort in 0..<table.count {
      let cells = table.cells(ofCohort: cohort)
      var row = [
        table.series[cohort].start.description, Figures.count(cells[0].cohortCustomerCount),
      ]
      for cell in cells.dropFirst(firstOffset) where cell.state != .unobserved {
        row.append(cell.state == .partial ? figure(cell) + " …" : figure(cell))
      }
      row += Array(repeating: "", count: max(0, rows.columns.count - row.count))
      rows.rows.append(row)
    }
    return rows
  }
}
