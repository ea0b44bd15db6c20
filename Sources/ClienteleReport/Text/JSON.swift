/// A value of JSON whose keys keep the order in which they were given.
enum JSON: Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case text(String)
  case list([JSON])
  case object([(key: String, value: JSON)])

  /// An object of keys that have a value.
  init(_ members: [(String, JSON?)]) {
    self = .object(members.compactMap { key, value in value.map { (key, $0) } })
  }

  /// The value written out: what holds no other list or object stands on one line.
  var text: String {
    var text = ""
    write(to: &text, indent: 0)
    return text + "\n"
  }

  private func write(to text: inout String, indent: Int) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .number(let value): text += Self.written(value)
    case .text(let value): text += Self.quoted(value)
    case .list(let values):
      write(values.map { (nil, $0) }, between: ("[", "]"), to: &text, indent: indent)
    case .object(let members):
      write(members.map { ($0.key, $0.value) }, between: ("{", "}"), to: &text, indent: indent)
    }
  }

  private func write(
    _ members: [(key: String?, value: JSON)], between ends: (String, String),
    to text: inout String, indent: Int
  ) {
    let isFlat = members.allSatisfy { !$0.value.isContainer }
    let space = isFlat ? "" : "\n" + String(repeating: " ", count: indent + 1)
    text += ends.0
    for (index, member) in members.enumerated() {
      text += (index > 0 ? (isFlat ? ", " : ",") : "") + space
      if let key = member.key { text += Self.quoted(key) + ": " }
      member.value.write(to: &text, indent: indent + 1)
    }
    text += isFlat ? ends.1 : "\n" + String(repeating: " ", count: indent) + ends.1
  }

  private var isContainer: Bool {
    switch self {
    case .list(let values): !values.isEmpty
    case .object(let members): !members.isEmpty
    default: false
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
  init(stringLiteral value: String) { self = .text(value) }
  init(floatLiteral value: Double) { self = .number(value) }
  init(integerLiteral value: Int) { self = .number(Double(value)) }
  init(booleanLiteral value: Bool) { self = .bool(value) }
  init(arrayLiteral elements: JSON...) { self = .list(elements) }
  init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(elements.map { (key: $0.0, value: $0.1) })
  }
}
