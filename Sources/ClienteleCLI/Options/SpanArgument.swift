import ArgumentParser
import Clientele

/// A length of time: `90d`, `2w`, `3m`, `1y`.
struct SpanArgument: ExpressibleByArgument {
  let span: CalendarSpan

  init(_ span: CalendarSpan) { self.span = span }

  init?(argument: String) {
    guard let span = CalendarSpan(argument), span.count > 0 else { return nil }
    self.span = span
  }

  var defaultValueDescription: String { span.description }
}
