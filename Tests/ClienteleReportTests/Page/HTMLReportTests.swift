import Clientele
import ClienteleFixtures
import Testing

@testable import ClienteleReport

struct HTMLReportTests {
  private static func page(
    _ orders: OrderTable, asOf day: Day, in language: ReportLanguage = .english
  ) -> String {
    HTMLReport(CustomerReport(of: orders, asOf: day), of: orders, in: language).html
  }

  /// The elements that a page opens and closes, in order, each closed in its turn.
  private static func checkNesting(of html: String) {
    let empty: Set<Substring> = ["meta", "!doctype"]
    var open: [Substring] = []
    for part in html.split(separator: "<").dropFirst() {
      let tag = part.prefix { $0 != ">" }
      let name = tag.prefix { $0 != " " && $0 != "/" }
      if tag.hasPrefix("/") {
        #expect(open.popLast() == tag.dropFirst())
      } else if !tag.hasSuffix("/") && !empty.contains(name) {
        open.append(name)
      }
    }
    #expect(open.isEmpty)
  }

  @Test func `the page answers in both languages, is well formed and asks nothing of the network`()
    throws
  {
    let orders = try FixtureShop.orders()
    for language in ReportLanguage.allCases {
      let html = Self.page(orders, asOf: "2026-10-31", in: language)
      Self.checkNesting(of: html)
      for word in ["<script", "http://", "https://", "url(", "@import", "NaN", "inf\"", "onload"] {
        #expect(!html.contains(word), "\(word)")
      }
      for definition in Definition.all {
        #expect(html.contains("id=\"def-\(definition.id)\""))
        #expect(html.contains("href=\"#def-\(definition.id)\""), "\(definition.id)")
      }
      #expect(html.utf8.count < 600_000)
    }
    let english = Self.page(orders, asOf: "2026-10-31")
    #expect(english.contains("80 of 400 customers are sleeping (20.0 %)"))
    let chinese = Self.page(orders, asOf: "2026-10-31", in: .chinese)
    #expect(chinese.contains("400位客户中有80位睡眠客人（20.0%）"))
  }

  @Test func `links lead to places on the page, and no place has two names`() throws {
    let html = Self.page(try FixtureShop.orders(), asOf: "2026-10-31")
    let ids = html.components(after: " id=\"")
    #expect(Set(ids).count == ids.count)
    for target in html.components(after: "href=\"#") {
      #expect(ids.contains(target), "\(target)")
    }
  }

  @Test func `shops at the edge get a page, not a trap`() throws {
    let day: Day = "2026-10-31"
    let shops: [OrderTable] = [
      try OrderTable(customers: [], days: [], amounts: []),
      try OrderTable(customers: ["a"], days: ["2026-10-31"], amounts: [1]),
      try OrderTable(customers: ["a"], days: ["2027-10-31"], amounts: [1]),
      try OrderTable(customers: ["a"], days: ["2026-10-01"], amounts: [-5]),
      try OrderTable(
        customers: ["a", "a", "b"], days: ["2026-10-01", "2026-10-02", "2024-01-01"],
        amounts: [10, -10, Int64.max]),
    ]
    for (index, orders) in shops.enumerated() {
      for language in ReportLanguage.allCases {
        let html = Self.page(orders, asOf: day, in: language)
        Self.checkNesting(of: html)
        #expect(!html.contains("nan") && !html.contains("-inf"), "shop \(index)")
      }
    }
  }

  @Test func `names cannot be markup, and text keeps its direction`() {
    let hostile = "<img src=x onerror=alert(1)>\"'&\u{202E}\u{0}"
    let markup = Markup.element("td", [("title", hostile)], hostile)
    #expect(!markup.html.contains("<img"))
    #expect(!markup.html.unicodeScalars.contains { $0 == "\u{202E}" || $0 == "\u{0}" })
    #expect(markup.html.contains("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;"))
  }
}

extension String {
  /// What stands after each occurrence of a text, up to the next quotation mark.
  fileprivate func components(after start: String) -> [Substring] {
    split(separator: start).dropFirst().map { $0.prefix { $0 != "\"" } }
  }
}
