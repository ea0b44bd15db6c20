import Clientele

/// The report as one page of HTML that needs nothing else: no network, no script.
///
/// ```swift
/// let page = HTMLReport(CustomerReport(of: orders, asOf: "2026-10-31"))
/// page.html.hasPrefix("<!doctype html>")     // true
/// page.html.contains("<script")              // false
/// ```
///
/// Names from the orders are escaped wherever they stand, and the page forbids itself everything
/// but its own style sheet. Writing it does not depend on how many customers or orders there are.
public struct HTMLReport: Sendable {
  let report: CustomerReport
  let load: LoadSummary?
  let language: ReportLanguage

  /// - Parameters:
  ///   - report: The figures.
  ///   - load: What was read from files; `nil` when orders were not.
  ///   - language: The reader's.
  public init(
    _ report: CustomerReport, load: LoadSummary? = nil, in language: ReportLanguage = .english
  ) {
    self.report = report
    self.load = load
    self.language = language
  }

  /// The page.
  public var html: String {
    let sections = self.sections
    let links = sections.map {
      Markup.element("li", .element("a", [("href", "#\($0.id)")], $0.title))
    }.joined()
    let end = Markup.element(
      "li", .element("a", [("href", "#definitions")], language("Definitions", "指标定义")))
    let navigation = Markup.element(
      "nav", [("aria-label", language("Sections", "目录"))], .element("ul", links + end))
    let header =
      Markup.element("h1", title) + .element("p", [("class", "sub")], subtitle) + provenance
    let used = Set(sections.flatMap { $0.defined + $0.linked })
    let definitions =
      Markup.element("h2", language("What the figures mean", "指标定义"))
      + Definition.list(of: Definition.all.filter { used.contains($0.id) }, in: language, self)
    let body =
      Markup.element("header", header) + navigation
      + .element("main", sections.map { $0.markup(in: language) }.joined())
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

  /// The charts of the page as Vega-Lite specifications: a JSON object with one for each chart,
  /// under its id, in the order of the page. Data are in them; titles are in the page's language.
  ///
  /// ```swift
  /// let page = HTMLReport(CustomerReport(of: orders, asOf: "2026-10-31"))
  /// page.charts.contains("vega-lite/v5.json")     // true
  /// ```
  public var charts: String {
    JSON(
      sections.flatMap(\.charts).map { chart in
        (chart.label.id, chart.vegaLite.specification(of: chart.label))
      }
    ).text
  }

  private var title: String {
    language("Customers as of ", "客户分析 · 截至") + language.date(report.asOf)
  }

  private var subtitle: String {
    let totals = report.totals
    let customers = Figures.count(totals.customerCount)
    let count = Figures.count(totals.orderCount)
    let revenue = money(totals.revenue)
    let known = language(
      "\(count) orders of \(customers) customers, \(revenue) net",
      "\(customers)位客户，\(count)笔订单，净收入\(revenue)")
    guard let days = totals.days else { return known }
    return known
      + language(", ", "，") + language.date(days.lowerBound) + " – "
      + language.date(days.upperBound)
  }

  /// What became of the records, for those who ask first how far figures can be trusted.
  private var provenance: Markup {
    guard let load else { return Markup("") }
    let text = language(
      "Read \(Figures.count(load.records)) records: \(Figures.count(load.loaded)) loaded, "
        + "\(Figures.count(load.skipped)) skipped, \(Figures.count(load.rejected)) rejected. ",
      "读取\(Figures.count(load.records))条记录：已读入\(Figures.count(load.loaded))条，"
        + "跳过\(Figures.count(load.skipped))条，拒绝\(Figures.count(load.rejected))条。")
    return .element(
      "p", [("class", "sub")],
      Markup(text) + .element("a", [("href", "#load")], language("Details", "详情")))
  }

  private var sections: [Section] {
    [
      inShort, headline, stages, movement, months, retention, cohorts, secondPurchase, gaps,
      reactivation, segments, concentration, tiers, future, loadSection,
    ].compactMap(\.self)
  }

  /// An amount with the sign of its currency.
  func money(_ money: Money) -> String { language.money(money, in: report.totals.currency) }

  func mean(_ mean: ExactMean?) -> String { mean.map { money($0.rounded) } ?? "–" }

  /// An amount in major units.
  func money(_ amount: Double) -> String {
    let currency = report.totals.currency
    let units = (amount * currency.minorUnitsPerUnit).rounded()
    guard units.magnitude < 1e30 else { return "–" }
    return money(Money(minorUnits: Int128(units), in: currency))
  }

  /// An amount without decimals where it is large.
  func roundMoney(_ amount: Double) -> String {
    guard amount.magnitude >= 1000 && amount.magnitude < 1e30 else { return money(amount) }
    return language.money(
      Money(minorUnits: Int128(amount.rounded()), in: Currency(scale: 0)),
      in: report.totals.currency)
  }
}
