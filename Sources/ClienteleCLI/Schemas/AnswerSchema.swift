import ClienteleReport

/// The JSON Schema (draft 2020-12) of what one command prints.
struct AnswerSchema: Sendable {
  enum Form: Sendable {
    /// The whole of `--format json`.
    case answer
    /// One line of `--format jsonl`, one record of `--format csv`.
    case row
  }

  let name: String
  let form: Form
  /// The words that print what is described here, without files and options of no matter.
  let command: String
  let title: String
  let description: String
  let keys: [SchemaKey]
  /// Sets of keys of which exactly one is there.
  var alternatives: [[String]] = []
  /// The keys that each group of `--by` has as well; `nil` when nothing can be divided so.
  var groupKeys: [String]?

  /// Raised as `Schemas/README.md` says.
  var version = "1.0"

  var id: String { "urn:clientele:\(name):\(version)" }

  /// The document, which needs no other.
  var text: String {
    let whole = Shape.object(keys + (groupKeys.map(groups) ?? []))
    var members: [(key: String, value: JSON)] = [
      ("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
      ("$id", .text(id)),
      ("title", .text(title)),
      ("description", .text(introduction + (description.isEmpty ? "" : " " + description))),
    ]
    members += whole.keywords
    if groupKeys != nil {
      members.append(
        (
          "dependentRequired",
          .object([
            ("by", .list([.text("groups")])), ("groups", .list([.text("by")])),
            ("ungrouped", .list([.text("by")])),
          ])
        ))
    }
    if !alternatives.isEmpty {
      members.append(
        (
          "oneOf",
          .list(alternatives.map { .object([("required", .list($0.map(JSON.text)))]) })
        ))
    }
    if !whole.definitions.isEmpty {
      members.append(
        (
          "$defs",
          .object(
            whole.definitions.sorted { $0.key < $1.key }.map {
              ($0.key, .object($0.value.keywords))
            }
          )
        ))
    }
    return JSON.object(members).text
  }

  private var introduction: String {
    "\(form == .row ? "A row" : "The answer") of `\(command)`."
  }

  /// What `--by` adds to the keys of everyone.
  private func groups(_ names: [String]) -> [SchemaKey] {
    let own = keys.filter { names.contains($0.name) && $0.name != "customers" }.map { key in
      // Said once, of everyone.
      SchemaKey(
        key.name, Shape([("$ref", .text("#/properties/\(key.name)"))]), "",
        isRequired: key.isRequired)
    }
    let group = Shape.group(
      [SchemaKey("customers", .count, "Customers of the group who bought by the last day.")] + own)
    return SchemaKey.division(into: group)
  }
}

extension Shape {
  /// One group of `--by`: its figures, or that it is too small to be shown.
  static func group(_ keys: [SchemaKey]) -> Shape {
    let name = SchemaKey.optional(
      "name", .text, "The group; empty for an empty cell, left out for everyone in no group.")
    return .named(
      "group",
      .either([
        .object([name] + keys),
        .object([
          name,
          SchemaKey(
            "suppressed", Shape([("const", true)]),
            "The group is smaller than --smallest-group, or would let one that is be worked out."),
        ]),
      ]))
  }
}

extension SchemaKey {
  /// What `--by` adds.
  static func division(into group: Shape) -> [SchemaKey] {
    [
      .optional("by", .text, "The words behind --by; left out without it."),
      .optional(
        "groups", .list(of: group.with("required", .list([.text("name")]))),
        "Every group with someone in it; left out without --by."),
      .optional(
        "ungrouped",
        group.with("properties", .object([("name", false)])),
        "Everyone else who bought; left out where there is no one."),
    ]
  }
}
