import ClienteleReport

/// What a value in an answer may be: a schema, and those it refers to by name.
struct Shape: Sendable {
  /// The keywords in the order in which they are written.
  var keywords: [(key: String, value: JSON)]
  /// What goes into `$defs` of every document that uses the shape.
  var definitions: [String: Shape] = [:]

  init(_ keywords: [(key: String, value: JSON)], _ definitions: [String: Shape] = [:]) {
    self.keywords = keywords
    self.definitions = definitions
  }

  /// A shape that stands once in a document, under its name, wherever it is used.
  static func named(_ name: String, _ shape: Shape) -> Shape {
    var bare = shape
    bare.definitions = [:]
    return Shape(
      [("$ref", .text("#/$defs/\(name)"))],
      shape.definitions.merging([name: bare]) { first, _ in first })
  }

  static let text = Shape([("type", .text("string"))])
  static let truth = Shape([("type", .text("boolean"))])
  static let number = Shape([("type", .text("number"))])
  static let nullOnly = Shape([("type", .text("null"))])

  static func text(matching pattern: String) -> Shape {
    Shape([("type", .text("string")), ("pattern", .text(pattern))])
  }

  static func whole(from least: Int, through most: Int? = nil) -> Shape {
    Shape(
      [("type", .text("integer")), ("minimum", .number(Double(least)))]
        + (most.map { [("maximum", .number(Double($0)))] } ?? []))
  }

  static func number(from least: Int, through most: Int? = nil) -> Shape {
    Shape(
      [("type", .text("number")), ("minimum", .number(Double(least)))]
        + (most.map { [("maximum", .number(Double($0)))] } ?? []))
  }

  static func one(of words: [String]) -> Shape {
    Shape([("type", .text("string")), ("enum", .list(words.map(JSON.text)))])
  }

  static func list(of shape: Shape, count: Int? = nil) -> Shape {
    let size: [(key: String, value: JSON)] =
      count.map { [("minItems", .number(Double($0))), ("maxItems", .number(Double($0)))] } ?? []
    return Shape(
      [("type", .text("array"))] + size + [("items", .object(shape.keywords))], shape.definitions)
  }

  /// An object whose keys the data decides.
  static func map(to shape: Shape) -> Shape {
    Shape(
      [("type", .text("object")), ("additionalProperties", .object(shape.keywords))],
      shape.definitions)
  }

  /// How many customers are in each of some groups.
  static func counts(of groups: [(name: String, chineseName: String)]) -> Shape {
    object(groups.map { SchemaKey($0.name, .count, "Customers: \($0.chineseName).") })
  }

  static func either(_ shapes: [Shape]) -> Shape {
    Shape(
      [("anyOf", .list(shapes.map { .object($0.keywords) }))],
      shapes.reduce(into: [:]) { $0.merge($1.definitions) { first, _ in first } })
  }

  /// An object with these keys and no others.
  static func object(_ keys: [SchemaKey]) -> Shape {
    Shape(
      [
        ("type", .text("object")), ("additionalProperties", false),
        ("required", .list(keys.filter(\.isRequired).map { .text($0.name) })),
        ("properties", .object(keys.map { ($0.name, .object($0.written)) })),
      ],
      keys.reduce(into: [:]) { $0.merge($1.shape.definitions) { first, _ in first } })
  }

  /// The same or `null`.
  var orNull: Shape {
    var shape = self
    // A list of words would have to name null as well.
    guard keywords[0].key == "type", !keywords.contains(where: { $0.key == "enum" }) else {
      return .either([self, .nullOnly])
    }
    shape.keywords[0].value = .list([keywords[0].value, .text("null")])
    return shape
  }

  /// The same with a further demand.
  func with(_ key: String, _ value: JSON) -> Shape {
    Shape(keywords + [(key, value)], definitions)
  }
}

/// One key of an object, or one column of rows: what it is called, may be and means.
struct SchemaKey: Sendable {
  let name: String
  let shape: Shape
  /// What it says, in which unit, and what `null` means.
  let description: String
  /// Whether it is always there.
  let isRequired: Bool

  init(_ name: String, _ shape: Shape, _ description: String, isRequired: Bool = true) {
    self.name = name
    self.shape = shape
    self.description = description
    self.isRequired = isRequired
  }

  /// A key that is there only with some options, which the description names.
  static func optional(_ name: String, _ shape: Shape, _ description: String) -> SchemaKey {
    SchemaKey(name, shape, description, isRequired: false)
  }

  fileprivate var written: [(key: String, value: JSON)] {
    let words: [(key: String, value: JSON)] =
      description.isEmpty ? [] : [("description", .text(description))]
    return words + shape.keywords
  }
}
