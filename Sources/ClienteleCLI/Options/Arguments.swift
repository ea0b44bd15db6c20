import ArgumentParser
import Clientele

/// A day as people type it.
struct DayArgument: ExpressibleByArgument {
  let day: Day

  init?(argument: String) {
    guard let day = Day(argument) else { return nil }
    self.day = day
  }
}

/// Three spans: `3m,6m,12m`.
struct BoundariesArgument: ExpressibleByArgument {
  let boundaries: LifecycleBoundaries

  init?(argument: String) {
    let spans = argument.split(separator: ",").map { CalendarSpan($0) }
    guard spans.count == 3, let first = spans[0], let second = spans[1], let third = spans[2],
      let boundaries = LifecycleBoundaries(first, second, third)
    else { return nil }
    self.boundaries = boundaries
  }
}

/// A kind of calendar period; weeks begin on Monday.
enum PeriodArgument: String, ExpressibleByArgument, CaseIterable {
  case day, week, month, quarter, year

  var period: CalendarPeriod {
    switch self {
    case .day: .day
    case .week: .week()
    case .month: .month
    case .quarter: .quarter
    case .year: .year
    }
  }
}

/// Whole numbers with commas: `1,7,30`.
struct CountsArgument: ExpressibleByArgument {
  let counts: [Int]

  init?(argument: String) {
    let counts = argument.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard counts.allSatisfy({ $0.map { $0 > 0 } ?? false }) else { return nil }
    self.counts = counts.compactMap { $0 }
  }
}
