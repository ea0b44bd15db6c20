/// A value of JSON whose keys keep the order in which they were given, as people want to read it.
package enum JSON: Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case text(String)
  case list([JSON])
  case object([(key: String, value: JSON)])

  /// An object of keys that have a value.
  package init(_ members: [(String, JSON?)]) {
    self = .object(members.compactMap { key, value in value.map { (key, $0) } })
  }

  /// The value written out, two spaces a level; what is short enough stands on one line.
  ///
  /// - Complexity: O(characters × levels).
  package var text: String {
    var text = ""
    write(to: &text, margin: "\n")
    return text + "\n"
  }

  /// Characters of a line, the comma behind it and the key before it not counted.
  private static let lineWidth = 88

  /// - Parameter margin: A line break and the spaces of the value's level.
  private func write(to text: inout String, margin: String) {
    let line = onOneLine
    guard margin.utf8.count - 1 + line.utf8.count > Self.lineWidth else { return text += line }
    let (start, members, end) = parts
    guard !members.isEmpty else { return text += line }
    let inner = margin + "  "
    text += start
    for (place, member) in members.enumerated() {
      text += (place > 0 ? "," : "") + inner + member.start
      member.value.write(to: &text, margin: inner)
    }
    text += margin + end
  }

  private var onOneLine: String {
    let (start, members, end) = parts
    return start + members.map { $0.start + $0.value.onOneLine }.joined(separator: ", ") + end
  }

  /// What stands before, in and after the value; each value in it with its key before it.
  private var parts: (start: String, members: [(start: String, value: JSON)], end: String) {
    switch self {
    case .null: ("null", [], "")
    case .bool(let value): (value ? "true" : "false", [], "")
    case .number(let value): (Self.written(value), [], "")
    case .text(let value): (Self.quoted(value), [], "")
    case .list(let values): ("[", values.map { ("", $0) }, "]")
    case .object(let members):
      ("{", members.map { (Self.quoted($0.key) + ": ", $0.value) }, "}")
    }
  }

  private static func written(_ value: Double) -> String {
    guard value.isFinite else { return "null" }
    return value == value.rounded() && value.magnitude < 1e15 ? String(Int(value)) : "\(value)"
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\u{0}"..."\u{1F}":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self = .text(value) }
  package init(floatLiteral value: Double) { self = .number(value) }
  package init(integerLiteral value: Int) { self = .number(Double(value)) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(arrayLiteral elements: JSON...) { self = .list(elements) }
  package init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(elements.map { (key: $0.0, value: $0.1) })
  }
}
