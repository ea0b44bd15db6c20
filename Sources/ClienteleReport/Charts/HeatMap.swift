/// Figures by two things, tinted: a table that is its own chart.
struct HeatMap: Chart {
  struct Cell: Sendable {
    let text: String
    /// What the tint stands for; `nil` for none.
    let value: Double?
    /// Whether the figure can still grow: hatched, and marked by dots.
    var isIncomplete = false
  }

  struct Row: Sendable {
    let name: String
    /// What stands before the cells.
    var notes: [String] = []
    /// `nil` where there is nothing.
    let cells: [Cell?]
  }

  let label: ChartLabel
  /// What rows, notes and columns are.
  let rowTitle: String
  var noteTitles: [String] = []
  let columnTitle: String
  let columns: [String]
  let rows: [Row]
  /// What is more where the tint is stronger.
  let heatTitle: String
  /// What hatched cells are.
  var incompleteTitle: String?

  private var largest: Double {
    rows.flatMap(\.cells).compactMap { $0?.value }.max() ?? 0
  }

  var markup: Markup {
    let largest = largest
    var table = DataTable(label.title, [rowTitle] + noteTitles + columns)
    for row in rows {
      let cells = row.cells.map { cell -> DataTable.Cell in
        guard let cell else { return .init("") }
        return .init(
          cell.text + (cell.isIncomplete ? " …" : ""),
          tint: cell.value.map { Palette.tint(of: $0, upTo: largest) },
          isIncomplete: cell.isIncomplete)
      }
      table.rows.append([.init(row.name)] + row.notes.map { .init($0) } + cells)
    }
    var keys = [
      Markup.element("li", .element("i", [("class", "key ramp")], "") + Markup(heatTitle))
    ]
    if let incompleteTitle {
      keys.append(
        .element(
          "li", .element("i", [("class", "key partial")], "") + Markup("… " + incompleteTitle)))
    }
    return .element(
      "figure", [("class", "chart heat"), ("id", label.id)],
      table.markup + .element("ul", [("class", "legend")], keys.joined()))
  }

  var isEmpty: Bool { !rows.contains { $0.cells.contains { $0?.value != nil } } }

  var vegaLite: VegaLite {
    let values = rows.flatMap { row in
      zip(columns, row.cells).compactMap { column, cell -> JSON? in
        guard let cell else { return nil }
        return JSON([
          ("row", .text(row.name)), ("column", .text(column)),
          ("text", .text(cell.text + (cell.isIncomplete ? " …" : ""))),
          ("value", cell.value.map(JSON.number)), ("incomplete", .bool(cell.isIncomplete)),
        ])
      }
    }
    let x: JSON = [
      "field": "column", "type": "ordinal", "title": .text(columnTitle),
      "scale": ["domain": .list(columns.map(JSON.text))],
      "axis": ["orient": "top", "labelAngle": 0],
    ]
    let y: JSON = [
      "field": "row", "type": "ordinal", "title": .text(rowTitle),
      "scale": ["domain": .list(rows.map { .text($0.name) })],
    ]
    return VegaLite(
      values: values,
      layers: [
        [
          "mark": ["type": "rect", "tooltip": true],
          "encoding": [
            "x": x, "y": y,
            "color": [
              "field": "value", "type": "quantitative", "title": .text(heatTitle),
              "scale": ["range": ["#f7fafd", "#8fb3d6"]],
              "legend": ["orient": "bottom", "titleLimit": 700],
            ],
            "opacity": ["condition": ["test": "datum.incomplete", "value": 0.5], "value": 1],
          ],
        ],
        [
          "mark": ["type": "text", "fontSize": 11],
          "encoding": ["x": x, "y": y, "text": ["field": "text", "type": "nominal"]],
        ],
      ], height: Double(max(1, rows.count)) * 28)
  }
}
