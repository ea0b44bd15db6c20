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

  /// A length of time: 3 months, 3个月.
  func span(_ span: CalendarSpan) -> String {
    let count = span.count
    let unit =
      switch span {
      case .days: (count == 1 ? "day" : "days", "天")
      case .weeks: (count == 1 ? "week" : "weeks", "周")
      case .months: (count == 1 ? "month" : "months", "个月")
      case .years: (count == 1 ? "year" : "years", "年")
      }
    return self("\(count) \(unit.0)", "\(count)\(unit.1)")
  }

  func name(of stage: LifecycleStage) -> String {
    switch stage {
    case .newOneTime: self("new, once", stage.chineseName)
    case .newRepeat: self("new, repeat", stage.chineseName)
    case .existingOneTime: self("existing, once", stage.chineseName)
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
