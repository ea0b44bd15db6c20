/// A part of the page with a title.
struct Section: Sendable {
  let id: String
  let title: String
  let blocks: [Block]
  /// Where its figures are defined: ids of ``Definition``.
  var defined: [String] = []
  /// Definitions that a link in a block leads to.
  var linked: [String] = []

  /// What stands below each other in a section.
  enum Block: Sendable {
    case text(String)
    case note(String)
    case heading(String)
    case chart(any Chart)
    case table(DataTable)
    /// A table behind a click, with what is clicked on.
    case details(String, DataTable)
    case list([String])
    case markup(Markup)
  }

  /// The charts with something to show, from the top down.
  var charts: [any Chart] {
    blocks.compactMap { block in
      if case .chart(let chart) = block, !chart.isEmpty { chart } else { nil }
    }
  }

  func markup(in language: ReportLanguage) -> Markup {
    let terms = defined.compactMap { id in
      Definition.named(id).map { $0.link(in: language) }
    }
    let list = Markup.element(
      "p", [("class", "defined")],
      Markup(language("Defined: ", "定义：")) + terms.joined(by: Markup(" · ")))
    return .element(
      "section", [("id", id), ("aria-labelledby", "\(id)-heading")],
      .element("h2", [("id", "\(id)-heading")], title)
        + blocks.map { $0.markup(in: language) }.joined()
        + (terms.isEmpty ? Markup("") : list))
  }
}

extension Section.Block {
  fileprivate func markup(in language: ReportLanguage) -> Markup {
    switch self {
    case .text(let text): .element("p", text)
    case .note(let text): .element("p", [("class", "note")], text)
    case .heading(let text): .element("h3", text)
    case .chart(let chart):
      chart.isEmpty
        ? .element("p", [("class", "note")], language("Nothing to show yet.", "暂无数据。"))
        : chart.markup
    case .table(let table): table.markup
    case .details(let summary, let table): table.details(summary)
    case .list(let items):
      .element("ul", items.map { Markup.element("li", $0) }.joined())
    case .markup(let markup): markup
    }
  }
}
