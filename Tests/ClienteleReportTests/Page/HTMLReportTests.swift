import Clientele
import ClienteleFixtures
import Foundation
import Testing

@testable import ClienteleReport

struct HTMLReportTests {
  /// Everything that a report can have.
  private static func full(_ orders: OrderTable, asOf day: Day) -> CustomerReport {
    let histories = orders.purchaseHistories(through: day)
    let future = Result { () throws(PurchaseModelError) in
      try FutureOutlook(
        of: histories,
        by: CustomerValueModel(
          purchases: histories.fit(.mbgNBD), spend: histories.spendTable.fit()))
    }
    return CustomerReport(of: orders, asOf: day, ladder: .taobao, future: future)
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
    let report = Self.full(try FixtureShop.orders(), asOf: "2026-10-31")
    for language in ReportLanguage.allCases {
      let html = HTMLReport(report, in: language).html
      Self.checkNesting(of: html)
      for word in ["<script", "http://", "https://", "url(", "@import", "NaN", "inf\"", "onload"] {
        #expect(!html.contains(word), "\(word)")
      }
      for definition in Definition.all {
        #expect(html.contains("id=\"def-\(definition.id)\""), "\(definition.id)")
        #expect(html.contains("href=\"#def-\(definition.id)\""), "\(definition.id)")
      }
      #expect(html.utf8.count < 600_000)
    }
  }

  @Test func `a first reader finds the answers in sentences`() throws {
    let report = Self.full(try FixtureShop.orders(), asOf: "2026-10-31")
    let english = HTMLReport(report).html
    let chinese = HTMLReport(report, in: .chinese).html
    for sentence in [
      "<b>80 of 400 customers are sleeping (20.0%)</b>: better than three months ago, when it was "
        + "76 (21.2%); this may be chance.",
      "<b>Customers won in Jun 2026 keep best</b>: on average 26.7% of these 5 bought",
      "<b>The best 1% (4) brought CN¥31,898.22 net</b>, 10.7% of everything: CN¥7,974.56 each.",
      "16 members rose, 0 fell, 343 kept their tier, 41 joined",
    ] {
      #expect(english.contains(sentence), "\(sentence)")
    }
    for sentence in [
      "<b>400位客户中有80位睡眠客人（20.0%）</b>，较三个月前的76位（21.2%）好转，可能是偶然。",
      "<b>2026年6月首购的客户保持最好</b>", "<b>最好的1%（4位）带来净收入¥31,898.22</b>",
      "升级16位，降级0位，保级343位，入会41位",
    ] {
      #expect(chinese.contains(sentence), "\(sentence)")
    }
  }

  @Test func `order value is that of an order, not of a customer`() throws {
    let report = CustomerReport(of: try FixtureShop.orders(), asOf: "2026-10-31")
    let chinese = HTMLReport(report, in: .chinese).html
    #expect(chinese.contains("笔单价</th>") && chinese.contains("笔单价为净收入 ÷ 订单数"))
    // What a customer brings is 客单价 to many: the page says 人均.
    #expect(!chinese.contains("客单价") && chinese.contains("人均</th>"))
    #expect(HTMLReport(report).html.contains("order value</th>"))
  }

  @Test func `every figure of the headline has its interval and its change`() throws {
    let html = HTMLReport(CustomerReport(of: try FixtureShop.orders(), asOf: "2026-10-31")).html
    let cards = html.components(separatedBy: "<div class=\"card\">").dropFirst()
    #expect(cards.count == 8)
    for card in cards {
      let text = card.prefix { $0 != "\n" }
      #expect(text.contains("href=\"#def-") && text.contains("class=\"change\""), "\(text)")
      // What was paid is known: there is nothing to be off.
      #expect(text.contains("95%: ") != text.contains("Net revenue"), "\(text)")
    }
  }

  @Test func `months that are not over are marked in the cohorts`() throws {
    let orders = try FixtureShop.orders()
    func marked(asOf day: Day) -> [Substring] {
      HTMLReport(CustomerReport(of: orders, asOf: day)).html
        .components(separatedBy: " partial\">").dropFirst()
        .map { $0.prefix { $0 != "<" } }.filter { !$0.isEmpty }
    }
    #expect(marked(asOf: "2026-10-31").isEmpty)
    let running = marked(asOf: "2026-10-17")
    #expect(running.count == 12 && running.allSatisfy { $0.hasSuffix(" …") }, "\(running)")
  }

  @Test func `links lead to places on the page, and no place has two names`() throws {
    for report in [
      Self.full(try FixtureShop.orders(), asOf: "2026-10-31"),
      CustomerReport(of: try FixtureShop.orders(), asOf: "2026-10-31"),
      CustomerReport(of: try OrderTable(customers: [], days: [], amounts: []), asOf: "2026-10-31"),
    ] {
      let html = HTMLReport(
        report, load: LoadSummary(records: 9, loaded: 8, skipped: 0, rejected: 1, blank: 0)
      ).html
      let ids = html.words(after: " id=\"")
      #expect(Set(ids).count == ids.count)
      for target in html.words(after: "href=\"#") {
        #expect(ids.contains(target), "\(target)")
      }
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
      let report = Self.full(orders, asOf: day)
      for language in ReportLanguage.allCases {
        let page = HTMLReport(report, in: language)
        Self.checkNesting(of: page.html)
        #expect(!page.html.contains("nan") && !page.html.contains("-inf"), "shop \(index)")
        #expect(try JSONSerialization.jsonObject(with: Data(page.charts.utf8)) is NSDictionary)
      }
    }
  }

  @Test func `each chart of the page is a specification with its data and its words`() throws {
    let report = Self.full(try FixtureShop.orders(), asOf: "2026-10-31")
    for language in ReportLanguage.allCases {
      let page = HTMLReport(report, in: language)
      let html = page.html
      let charts = try #require(
        JSONSerialization.jsonObject(with: Data(page.charts.utf8)) as? [String: [String: Any]])
      let figures = html.components(separatedBy: "<figure class=\"chart").dropFirst()
        .map { String($0.drop { $0 != "=" }.dropFirst(2).prefix { $0 != "\"" }) }
      #expect(Set(figures) == Set(charts.keys) && figures.count == 16)
      for (id, chart) in charts {
        let title = try #require(chart["title"] as? String)
        #expect(html.contains(Markup(title).html), "\(id)")
        let values = try #require((chart["data"] as? [String: Any])?["values"] as? [Any])
        #expect(!values.isEmpty && !((chart["layer"] as? [Any]) ?? []).isEmpty, "\(id)")
      }
    }
  }

  @Test func `size depends on periods, not on customers`() throws {
    let days = TimeWindow(from: "2019-01-01", through: "2026-10-31")
    let sizes = try [2_000, 40_000].map { customers in
      let shop = SimulatedShop(customers: customers, orders: customers * 5, days: days, seed: 7)
      let page = HTMLReport(Self.full(try OrderTable(shop.columns()), asOf: "2026-10-31"))
      return (page.html.utf8.count, page.charts.utf8.count)
    }
    #expect(sizes.allSatisfy { $0.0 < 400_000 && $0.1 < 600_000 }, "\(sizes)")
    #expect(Double(sizes[1].0) < 1.1 * Double(sizes[0].0), "\(sizes)")
  }

  @Test func `names cannot be markup, and text keeps its direction`() throws {
    let hostile = "<img src=x onerror=alert(1)>\"'&\u{202E}\u{0}"
    let markup = Markup.element("td", [("title", hostile)], hostile)
    #expect(!markup.html.contains("<img"))
    #expect(!markup.html.unicodeScalars.contains { $0 == "\u{202E}" || $0 == "\u{0}" })
    #expect(markup.html.contains("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;"))
    let ladder = try TierLadder([Tier(hostile), Tier("b", netSpend: 500)])
    let page = HTMLReport(
      CustomerReport(of: try FixtureShop.orders(), asOf: "2026-10-31", ladder: ladder))
    #expect(!page.html.contains("<img") && page.html.contains("&lt;img"))
    Self.checkNesting(of: page.html)
  }
}

extension String {
  /// What stands after each occurrence of a text, up to the next quotation mark.
  fileprivate func words(after start: String) -> [Substring] {
    split(separator: start).dropFirst().map { $0.prefix { $0 != "\"" } }
  }
}
