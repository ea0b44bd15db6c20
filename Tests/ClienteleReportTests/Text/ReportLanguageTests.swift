import Clientele
import Testing

@testable import ClienteleReport

struct ReportLanguageTests {
  @Test func `amounts look as readers of the language write them`() {
    let cases: [(String?, Int, Int64, String, String)] = [
      ("CNY", 2, 123_450, "CN¥1,234.50", "¥1,234.50"),
      ("USD", 2, -123_450, "−$1,234.50", "−US$1,234.50"), ("JPY", 0, 1_234, "¥1,234", "JP¥1,234"),
      ("EUR", 2, 5, "€0.05", "€0.05"), ("CHF", 2, 100, "CHF\u{A0}1.00", "CHF\u{A0}1.00"),
      (nil, 2, 123_450, "1,234.50", "1,234.50"), ("<b>", 2, 1, "0.01", "0.01"),
    ]
    for (code, scale, units, english, chinese) in cases {
      let currency = Currency(code: code, scale: scale)
      let money = Money(minorUnits: units, in: currency)
      #expect(ReportLanguage.english.money(money, in: currency) == english)
      #expect(ReportLanguage.chinese.money(money, in: currency) == chinese)
    }
  }

  @Test func `numbers on axes are short`() {
    let cases: [(Double, String, String)] = [
      (0, "0", "0"), (0.25, "0.25", "0.25"), (2.5, "2.5", "2.5"), (9_000, "9,000", "9,000"),
      (20_000, "20k", "2万"), (2_500_000, "2.5M", "250万"), (3e9, "3B", "30亿"),
      (1.25e8, "125M", "1.25亿"),
    ]
    for (value, english, chinese) in cases {
      #expect(ReportLanguage.english.compact(value) == english)
      #expect(ReportLanguage.chinese.compact(value) == chinese)
    }
  }

  @Test func `days, months and lengths of time`() {
    let day: Day = "2026-10-31"
    #expect(ReportLanguage.english.date(day) == "31 Oct 2026")
    #expect(ReportLanguage.chinese.date(day) == "2026年10月31日")
    #expect(ReportLanguage.chinese.month(day) == "2026年10月")
    #expect(ReportLanguage.english.span(.months(1)) == "1 month")
    #expect(ReportLanguage.chinese.span(.weeks(2)) == "2周")
    #expect(ReportLanguage.english.rate(Rate(177, of: 3442)) == "5.1% (4.5–5.9)")
    #expect(ReportLanguage.chinese.rate(Rate(1, of: 2, state: .unobserved)) == "尚无")
  }
}
