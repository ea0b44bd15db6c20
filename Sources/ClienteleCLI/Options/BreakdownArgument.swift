import ArgumentParser
import Clientele

/// A word or a column: `stage`, `cohort:quarter`, `tag:高价值`, `channel`, `region:customer`.
///
/// A column that is called like one of the words is named with its level: `stage:order`.
struct BreakdownArgument: ExpressibleByArgument {
  enum Kind {
    case stage, segment, rfm, phase, pyramid, tier
    /// Those who carry it.
    case tag(String)
    /// For each tag those who carry it: groups that overlap.
    case tags
    case cohort(CalendarPeriod)
    case column(GroupingArgument)
  }

  private static let words: [String: Kind] = [
    "stage": .stage, "segment": .segment, "rfm": .rfm, "phase": .phase, "pyramid": .pyramid,
    "tier": .tier, "tags": .tags, "cohort": .cohort(.month),
  ]

  /// As it was typed.
  let text: String
  let kind: Kind

  init?(argument: String) {
    text = argument
    if let word = Self.words[argument] {
      kind = word
      return
    }
    let (word, rest) = argument.cellParts
    let isLevel = rest.flatMap(Dimension.Level.init(rawValue:)) != nil
    if word == "cohort", let period = rest.flatMap(PeriodArgument.init(rawValue:)) {
      kind = .cohort(period.period)
    } else if word == "tag", let rest, !rest.isEmpty, !isLevel {
      kind = .tag(rest)
    } else if let column = GroupingArgument(argument: argument) {
      kind = .column(column)
    } else {
      return nil
    }
  }

  /// The column that must be loaded for it.
  var column: GroupingArgument? {
    if case .column(let column) = kind { column } else { nil }
  }

  /// Whether it asks for the rules of tags.
  var needsTags: Bool {
    switch kind {
    case .tag, .tags: true
    default: false
    }
  }

  /// Whether a customer can be in another group on another day.
  var isOfDay: Bool {
    switch kind {
    case .stage, .segment, .rfm, .phase, .pyramid, .tier, .tag, .tags: true
    // Who buys later is in none yet.
    case .cohort: true
    case .column: false
    }
  }
}
