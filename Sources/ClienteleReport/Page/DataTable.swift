/// A table of figures.
struct DataTable {
  let caption: String
  let columns: [String]
  var rows: [[Cell]] = []

  /// What stands in a cell, and how strongly it is tinted.
  struct Cell {
    let text: String
    /// 0 to 9, or `nil` for no tint.
    var tint: Int?
    var isIncomplete = false

    init(_ text: String, tint: Int? = nil, isIncomplete: Bool = false) {
      self.text = text
      self.tint = tint
      self.isIncomplete = isIncomplete
    }
  }

  init(_ caption: String, _ columns: [String]) {
    self.caption = caption
    self.columns = columns
  }

  mutating func append(_ texts: String...) { rows.append(texts.map { Cell($0) }) }

  /// The table: its first column names the rows.
  var markup: Markup {
    let head = columns.map { Markup.element("th", [("scope", "col")], $0) }.joined()
    let body = rows.map { row in
      Markup.element(
        "tr",
        row.enumerated().map { place, cell in
          place == 0
            ? Markup.element("th", [("scope", "row")], cell.text)
            : Markup.element("td", cell.attributes, cell.text)
        }.joined())
    }.joined()
    let table = Markup.element(
      "table",
      .element("caption", caption) + .element("thead", .element("tr", head))
        + .element("tbody", body))
    // A wide table scrolls in a place of its own, which the keyboard must be able to reach.
    return .element(
      "div", [("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", caption)],
      table)
  }

  /// The table behind a click, as the figures of a chart.
  func details(_ summary: String) -> Markup {
    .element("details", .element("summary", summary) + markup)
  }
}

extension DataTable.Cell {
  fileprivate var attributes: [(String, String)] {
    var names: [String] = []
    if let tint { names.append("t\(tint)") }
    if isIncomplete { names.append("partial") }
    return names.isEmpty ? [] : [("class", names.joined(separator: " "))]
  }
}
