public import Clientele

/// The report as one page of HTML that needs nothing else: no network, no script.
///
/// ```swift
/// let page = HTMLReport(CustomerReport(of: orders, asOf: "2026-10-31"), of: orders)
/// page.html.hasPrefix("<!doctype html>")     // true
/// page.html.contains("<script")              // false
/// ```
///
/// Names from the orders are escaped wherever they stand, and the page forbids itself everything
/// but its own style sheet.
public struct HTMLReport: Sendable {
  let report: CustomerReport
  let orders: OrderTable
  let load: LoadSummary?
  let language: ReportLanguage

  /// - Parameters:
  ///   - report: The figures.
  ///   - orders: The orders that they were made of.
  ///   - load: What was read from files; `nil` when orders were not.
  ///   - language: The reader's.
  public init(
    _ report: CustomerReport, of orders: OrderTable, load: LoadSummary? = nil,
    in language: ReportLanguage = .english
  ) {
    self.report = report
    self.orders = orders
    self.load = load
    self.language = language
  }

  /// The page.
  public var html: String {
    let title = language("Customers as of ", "客户分析 截至") + language.date(report.asOf)
    let sections = self.sections
    let links = sections.map {
      Markup.element("li", .element("a", [("href", "#\($0.id)")], $0.title))
    }.joined()
    let header =
      Markup.element("h1", title) + .element("p", [("class", "sub")], subtitle)
      + .element(
        "nav", [("aria-label", language("Sections", "目录"))], .element("ul", links))
    let definitions =
      Markup.element("h2", language("What the figures mean", "指标定义"))
      + Definition.list(in: language)
    let body =
      Markup.element("header", header) + .element("main", sections.map(\.markup).joined())
      + .element("footer", [("id", "definitions")], definitions)
    return """
      <!doctype html>
      <html lang="\(language.tag)"><head><meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
      style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
      <meta name="viewport" content="width=device-width,initial-scale=1">
      <meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark">
      <title>\(Markup(title).html)</title><style>\(StyleSheet.css)</style></head>
      <body>\(body.html)</body></html>

      """
  }

  private var subtitle: String {
    let customers = Figures.count(orders.purchaserCount)
    let count = Figures.count(orders.orderCount)
    let known = language(
      "\(count) orders of \(customers) customers", "\(customers)位客户，\(count)笔订单")
    guard let days = orders.days else { return known }
    return known
      + language(", ", "，") + language.date(days.lowerBound) + " – "
      + language.date(days.upperBound)
  }

  private var sections: [Section] {
    [
      inShort, headline, stages, movement, months, retention, cohorts, secondPurchase, gaps,
      reactivation, segments, concentration, loadSection,
    ].compactMap(\.self)
  }
}

/// What was read from files, record by record.
public struct LoadSummary: Hashable, Sendable {
  public var records: Int
  public var loaded: Int
  public var skipped: Int
  public var rejected: Int
  public var blank: Int

  public init(records: Int, loaded: Int, skipped: Int, rejected: Int, blank: Int) {
    self.records = records
    self.loaded = loaded
    self.skipped = skipped
    self.rejected = rejected
    self.blank = blank
  }
}

/// A part of the page with a title.
struct Section {
  let id: String
  let title: String
  let content: Markup
  /// Where its figures are defined.
  var definition: Markup = Markup(safe: "")

  var markup: Markup {
    .element(
      "section", [("id", id), ("aria-labelledby", "\(id)-heading")],
      .element("h2", [("id", "\(id)-heading")], Markup(title) + definition) + content)
  }

  /// A chart in a place of its own, which scrolls on narrow screens.
  static func chart(_ svg: Markup, _ name: String) -> Markup {
    .element(
      "div", [("class", "chart"), ("tabindex", "0"), ("role", "group"), ("aria-label", name)], svg)
  }
}
