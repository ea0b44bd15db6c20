package import Clientele

/// How figures look to people.
package enum Figures {
  /// A count with thousands apart: `1,234,567`.
  package static func count(_ count: Int) -> String {
    grouped(String(count.magnitude), sign: count < 0 ? "-" : "")
  }

  /// An amount with thousands apart: `1,234.50`.
  package static func money(_ money: Money) -> String {
    let parts = money.description.split(separator: ".")
    let digits = parts[0].drop { $0 == "-" }
    let sign = money.minorUnits < 0 ? "-" : ""
    return grouped(String(digits), sign: sign) + (parts.count > 1 ? "." + parts[1] : "")
  }

  package static func mean(_ mean: ExactMean?) -> String { mean.map { money($0.rounded) } ?? "–" }

  /// A share in percent: `12.3 %`.
  package static func percent(_ share: Double?) -> String {
    guard let share else { return "–" }
    return decimal(share * 100, places: 1) + " %"
  }

  /// A rate with its interval: `5.1 % (4.5–5.9)`, and `…` when the counting is not over.
  package static func rate(_ rate: Rate) -> String {
    guard let value = rate.value, let interval = rate.interval else {
      return rate.state == .unobserved ? "not yet" : "–"
    }
    let range =
      "\(decimal(interval.low * 100, places: 1))–\(decimal(interval.high * 100, places: 1))"
    return "\(percent(value)) (\(range))" + (rate.state == .partial ? " …" : "")
  }

  /// A difference of rates in percentage points with its interval: `1.2 (-0.4 to 2.9)`.
  package static func difference(_ lift: RateDifference?) -> String {
    guard let value = lift?.value, let interval = lift?.interval else { return "–" }
    let (low, high) = (interval.low * 100, interval.high * 100)
    return "\(decimal(value * 100, places: 1)) "
      + "(\(decimal(low, places: 1)) to \(decimal(high, places: 1)))"
  }

  /// A number with a fixed number of decimals, halves away from zero.
  package static func decimal(_ value: Double, places: Int) -> String {
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let units = (value.magnitude * scale).rounded()
    guard units < 9e15 else { return String(value) }
    let digits = String(Int(units))
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    let sign = value < 0 && units > 0 ? "-" : ""
    return places == 0
      ? sign + padded : "\(sign)\(padded.dropLast(places)).\(padded.suffix(places))"
  }

  private static func grouped(_ digits: String, sign: String) -> String {
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0 && (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return sign + text
  }
}
