/// A piece of HTML. Text becomes one by being escaped: a customer, a segment or a channel can be
/// named anything and stays what it is, a name.
struct Markup {
  let html: String

  /// Text, with everything escaped that could be read as markup.
  init(_ text: String) {
    var html = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": html += "&lt;"
      case ">": html += "&gt;"
      case "&": html += "&amp;"
      case "\"": html += "&quot;"
      case "'": html += "&#39;"
      // Control characters are no characters of HTML, and overrides of direction would reorder
      // the page.
      case "\u{0}"..."\u{8}", "\u{B}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{202A}"..."\u{202E}",
        "\u{2066}"..."\u{2069}":
        html += "\u{FFFD}"
      default: html.unicodeScalars.append(scalar)
      }
    }
    self.html = html
  }

  /// What is HTML already: nothing from a shop's file.
  init(safe html: String) { self.html = html }

  static func + (left: Markup, right: Markup) -> Markup { Markup(safe: left.html + right.html) }

  /// An element around others.
  ///
  /// - Parameter attributes: Names and values; values are escaped.
  static func element(
    _ name: String, _ attributes: [(String, String)], _ content: Markup
  ) -> Markup {
    let list = attributes.map { " \($0.0)=\"\(Markup($0.1).html)\"" }.joined()
    // A line end after an inline element would be a space on the page.
    let end = ["a", "b", "i", "span"].contains(name) ? "" : "\n"
    return Markup(safe: "<\(name)\(list)>\(content.html)</\(name)>" + end)
  }

  static func element(_ name: String, _ content: Markup) -> Markup { element(name, [], content) }

  static func element(
    _ name: String, _ attributes: [(String, String)], _ text: String
  ) -> Markup {
    element(name, attributes, Markup(text))
  }

  static func element(_ name: String, _ text: String) -> Markup { element(name, [], Markup(text)) }
}

extension Sequence<Markup> {
  func joined() -> Markup { Markup(safe: map(\.html).joined()) }

  func joined(by separator: Markup) -> Markup {
    Markup(safe: map(\.html).joined(separator: separator.html))
  }
}
