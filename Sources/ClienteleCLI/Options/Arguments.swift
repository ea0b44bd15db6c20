import ArgumentParser
import Clientele

/// A day as people type it.
struct DayArgument: ExpressibleByArgument {
  let day: Day

  init?(argument: String) {
    guard let day = Day(argument) else { return nil }
    self.day = day
  }

  var defaultValueDescription: String { day.description }
}

/// Three spans: `3m,6m,12m`.
struct BoundariesArgument: ExpressibleByArgument {
  let boundaries: LifecycleBoundaries

  init(_ boundaries: LifecycleBoundaries) { self.boundaries = boundaries }

  init?(argument: String) {
    let spans = argument.split(separator: ",", omittingEmptySubsequences: false)
      .map { CalendarSpan($0) }
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

extension BoundariesArgument {
  var defaultValueDescription: String {
    "\(boundaries.active),\(boundaries.silent),\(boundaries.sleeping)"
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

/// A number of bytes: `4096`, `500MB`, `4GB`.
struct ByteCountArgument: ExpressibleByArgument {
  let byteCount: Int

  init?(argument: String) {
    let units = [("KB", 1 << 10), ("MB", 1 << 20), ("GB", 1 << 30)]
    let unit = units.first { argument.uppercased().hasSuffix($0.0) }
    guard let count = Int(unit == nil ? argument[...] : argument.dropLast(2)), count > 0 else {
      return nil
    }
    let (bytes, overflow) = count.multipliedReportingOverflow(by: unit?.1 ?? 1)
    guard !overflow else { return nil }
    byteCount = bytes
  }
}

/// One of the values of an enumeration, by its name.
struct Choice<Value: RawRepresentable & CaseIterable & Sendable>: ExpressibleByArgument, Sendable
where Value.RawValue == String {
  let value: Value

  init(_ value: Value) { self.value = value }

  init?(argument: String) {
    guard let value = Value(rawValue: argument) else { return nil }
    self.value = value
  }

  var defaultValueDescription: String { value.rawValue }

  static var allValueStrings: [String] { Value.allCases.map(\.rawValue) }
}
