import Clientele

/// The language of a report, and how its readers write numbers and dates.
public enum ReportLanguage: String, Hashable, Sendable, CaseIterable {
  case english = "en"
  case chinese = "zh"

  /// Of two texts that say the same, the one in this language: both stand side by side in the
  /// code, so that neither is forgotten.
  func callAsFunction(_ english: String, _ chinese: String) -> String {
    self == .english ? english : chinese
  }

  /// The language's tag in HTML.
  var tag: String { self("en", "zh-Hans") }

  private static let monthNames = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// A day: `31 Oct 2026`, 2026年10月31日.
  func date(_ day: Day) -> String {
    let (year, month, number) = day.civil
    return self(
      "\(number) \(Self.monthNames[month - 1]) \(year)", "\(year)年\(month)月\(number)日")
  }

  /// The month of a day: `Oct 2026`, 2026年10月.
  func month(_ day: Day) -> String {
    let (year, month, _) = day.civil
    return self("\(Self.monthNames[month - 1]) \(year)", "\(year)年\(month)月")
  }

  /// A share: `12.3 %`, 12.3%.
  func percent(_ share: Double?) -> String {
    guard let share else { return "–" }
    return Figures.decimal(share * 100, places: 1) + self(" %", "%")
  }

  /// A rate and its interval: `12.3 % (10.1–14.9)`.
  func rate(_ rate: Rate) -> String {
    guard let value = rate.value, let interval = rate.interval else {
      return rate.state == .unobserved ? self("not yet", "尚无") : "–"
    }
    let low = Figures.decimal(interval.low * 100, places: 1)
    let high = Figures.decimal(interval.high * 100, places: 1)
    return "\(percent(value)) (\(low)–\(high))" + (rate.state == .partial ? " …" : "")
  }

  func name(of stage: LifecycleStage) -> String {
    switch stage {
    case .newOneTime: self("new, one purchase", stage.chineseName)
    case .newRepeat: self("new, repeat", stage.chineseName)
    case .existingOneTime: self("existing, one purchase", stage.chineseName)
    case .existingRepeat: self("existing, repeat", stage.chineseName)
    case .silent, .sleeping, .lost: self(stage.name, stage.chineseName)
    }
  }

  func name(of segment: Segment) -> String {
    self == .chinese ? segment.chineseName ?? segment.name : segment.name
  }

  func text(of contact: ContactPolicy.Contact) -> String {
    switch contact {
    case .keep: self("as usual", "正常")
    case .limited: self("limited", "减少")
    case .suppress: self("none", "停止")
    }
  }

  func text(of incentive: ContactPolicy.Incentive) -> String {
    switch incentive {
    case .none: self("none", "无")
    case .light: self("light", "轻度")
    case .deep: self("deep", "深度")
    case .largePromotionsOnly: self("large promotions only", "仅限大促")
    }
  }
}
