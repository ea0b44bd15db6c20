/// JSON whose keys keep the order they were written in, as people want to read a schema.
indirect enum OrderedJSON: Sendable {
  case truth(Bool)
  case whole(Int)
  case text(String)
  case list([OrderedJSON])
  case object([(key: String, value: OrderedJSON)])

  /// The value with line breaks, two spaces a level; what is short enough stays on one line.
  func written(margin: String = "") -> String {
    let line = onOneLine
    guard margin.utf8.count + line.utf8.count > 88 else { return line }
    let inner = margin + "  "
    switch self {
    case .list(let values):
      return "[\n"
        + values.map { inner + $0.written(margin: inner) }.joined(separator: ",\n") + "\n\(margin)]"
    case .object(let members):
      return "{\n"
        + members.map { "\(inner)\(Self.quoted($0.key)): \($0.value.written(margin: inner))" }
        .joined(separator: ",\n") + "\n\(margin)}"
    case .truth, .whole, .text: return line
    }
  }

  private var onOneLine: String {
    switch self {
    case .truth(let value): value ? "true" : "false"
    case .whole(let value): String(value)
    case .text(let value): Self.quoted(value)
    case .list(let values): "[" + values.map(\.onOneLine).joined(separator: ", ") + "]"
    case .object(let members):
      "{" + members.map { "\(Self.quoted($0.key)): \($0.value.onOneLine)" }.joined(separator: ", ")
        + "}"
    }
  }

  /// Only what schemas are made of: no control characters.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      precondition(scalar.value >= 0x20, "words of a schema have no control characters")
      if scalar == "\"" || scalar == "\\" { quoted += "\\" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}
