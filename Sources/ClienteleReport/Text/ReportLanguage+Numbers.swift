import Clientele

extension ReportLanguage {
  /// A share: 12.3%.
  func percent(_ share: Double?) -> String {
    guard let share else { return "–" }
    return Figures.decimal(share * 100, places: 1) + "%"
  }

  /// A rate and its interval: 12.3% (10.1–14.9); dots when the counting is not over.
  func rate(_ rate: Rate) -> String {
    guard let value = rate.value, let interval = rate.interval else {
      return rate.state == .unobserved ? self("not yet", "尚无") : "–"
    }
    let low = Figures.decimal(interval.low * 100, places: 1)
    let high = Figures.decimal(interval.high * 100, places: 1)
    return "\(percent(value)) (\(low)–\(high))" + (rate.state == .partial ? " …" : "")
  }

  /// An amount as readers of the language write it: ¥1,234.50, CHF 1,234.50.
  ///
  /// Source: Unicode CLDR 45, the languages' currency symbols.
  func money(_ money: Money, in currency: Currency) -> String {
    let text = Figures.money(money)
    let sign = sign(of: currency)
    return text.hasPrefix("-") ? "−" + sign + text.dropFirst() : sign + text
  }

  /// What stands before an amount: nothing when the shop did not say its currency.
  func sign(of currency: Currency) -> String {
    guard let code = currency.code, code.count == 3,
      code.unicodeScalars.allSatisfy({ ("A"..."Z").contains($0) })
    else { return "" }
    let both = [
      "EUR": "€", "GBP": "£", "INR": "₹", "HKD": "HK$", "TWD": "NT$", "AUD": "A$", "CAD": "CA$",
      "NZD": "NZ$", "BRL": "R$", "VND": "₫", "MXN": "MX$", "ILS": "₪", "KRW": "₩",
    ]
    switch (code, self) {
    case ("CNY", .chinese), ("JPY", .english): return "¥"
    case ("CNY", .english): return "CN¥"
    case ("JPY", .chinese): return "JP¥"
    case ("USD", .english): return "$"
    case ("USD", .chinese): return "US$"
    default: return both[code] ?? code + "\u{A0}"
    }
  }

  /// A number as short as an axis needs: 2.5M, 250万.
  func compact(_ value: Double) -> String {
    let steps: [(Double, String)] =
      self == .english ? [(1e9, "B"), (1e6, "M"), (1e4, "k")] : [(1e8, "亿"), (1e4, "万")]
    let size = value.magnitude
    for (step, name) in steps where size >= step {
      let unit = name == "k" ? 1e3 : step
      return Self.trimmed(value / unit) + name
    }
    return Self.trimmed(value)
  }

  /// At most two decimals, and none that are 0.
  private static func trimmed(_ value: Double) -> String {
    guard value.magnitude < 1e15 else { return "\(value)" }
    let whole = value.rounded(.towardZero)
    var decimals = Figures.decimal((value - whole).magnitude, places: 2)
    guard decimals.hasPrefix("0.") else { return Figures.count(Int(value.rounded())) }
    while decimals.hasSuffix("0") { decimals.removeLast() }
    return Figures.count(Int(whole)) + decimals.dropFirst(decimals == "0." ? 2 : 1)
  }

  /// Counts on an axis.
  var counts: ValueFormat { amounts(in: nil) }

  /// Amounts on an axis; `nil` for numbers that are no money.
  func amounts(in currency: Currency?) -> ValueFormat {
    let sign = currency.map { self.sign(of: $0) } ?? ""
    let large =
      self == .english
      ? "format(datum.value, '.3~s')"
      : "datum.value >= 1e8 ? format(datum.value / 1e8, ',.2~f') + '亿' : "
        + "format(datum.value / 1e4, ',.2~f') + '万'"
    let number = "(datum.value >= 1e4 ? (\(large)) : format(datum.value, ',.2~f'))"
    return ValueFormat(.expression(sign.isEmpty ? number : "'\(sign)' + \(number)")) {
      sign + self.compact($0)
    }
  }

  /// Shares on an axis that reaches to a value.
  func shares(upTo highest: Double) -> ValueFormat {
    let places = highest < 0.06 ? 1 : 0
    return ValueFormat(.d3(places == 0 ? ".0%" : ".1%")) {
      Figures.decimal($0 * 100, places: places) + "%"
    }
  }
}
