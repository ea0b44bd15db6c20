import Clientele

/// What a figure of the report means, one click away from it.
struct Definition: Sendable {
  let id: String
  let term: (english: String, chinese: String)
  let text: (english: String, chinese: String)

  init(
    _ id: String, _ english: String, _ chinese: String, _ englishText: String,
    _ chineseText: String
  ) {
    self.id = id
    term = (english, chinese)
    text = (englishText, chineseText)
  }

  static func named(_ id: String) -> Definition? { all.first { $0.id == id } }

  /// A link to the definition.
  func link(in language: ReportLanguage) -> Markup {
    .element("a", [("href", "#def-\(id)")], language(term.english, term.chinese))
  }

  /// - Parameter report: Whose rules the text of stages tells.
  static func list(
    of definitions: [Definition], in language: ReportLanguage, _ report: HTMLReport
  ) -> Markup {
    .element(
      "dl", [("class", "definitions")],
      definitions.map { definition in
        let text = language(definition.text.english, definition.text.chinese)
        return Markup.element(
          "dt", [("id", "def-\(definition.id)")],
          language(definition.term.english, definition.term.chinese))
          + .element("dd", definition.id == "stages" ? text + report.stageRules : text)
      }.joined())
  }
}

extension HTMLReport {
  /// When customers of each stage last bought.
  fileprivate var stageRules: String {
    let active = language.span(report.boundaries.active)
    let rules = [
      language("active within \(active)", "活跃为\(active)内"),
      language("silent \(rule(of: .silent))", "沉默为\(rule(of: .silent))"),
      language("sleeping \(rule(of: .sleeping))", "睡眠为\(rule(of: .sleeping))"),
      language("lost \(rule(of: .lost))", "流失为\(rule(of: .lost))"),
    ]
    return rules.joined(separator: language(", ", "，")) + language(".", "。")
  }
}
