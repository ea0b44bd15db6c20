/// Any key of an object or place in a list: a step on the way to a value in JSON.
package struct AnyKey: CodingKey, Hashable, Sendable, ExpressibleByStringLiteral {
  package let stringValue: String
  package let intValue: Int?

  package init(_ name: String) {
    stringValue = name
    intValue = nil
  }

  /// - Parameter place: Counted from 0.
  package init(_ place: Int) {
    stringValue = String(place)
    intValue = place
  }

  package init(stringLiteral name: String) { self.init(name) }
  package init?(stringValue: String) { self.init(stringValue) }
  package init?(intValue: Int) { self.init(intValue) }
}

extension Sequence where Element: CodingKey {
  /// The way to a value as people write it: `tags[2].when.orders`.
  package var path: String { map { $0 as any CodingKey }.path }
}

extension Sequence where Element == any CodingKey {
  /// The way to a value as people write it: `tags[2].when.orders`.
  package var path: String {
    reduce(into: "") { path, key in
      if let place = key.intValue {
        path += "[\(place)]"
      } else {
        path += (path.isEmpty ? "" : ".") + key.stringValue
      }
    }
  }
}

extension DecodingError {
  /// What is wrong with a JSON text and where, as a sentence for the person who wrote it.
  package var faultDescription: String {
    switch self {
    case .keyNotFound(let key, let context):
      "the key \((context.codingPath + [key]).path) is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      context.codingPath.isEmpty
        ? "the value has the wrong kind" : "\(context.codingPath.path) has the wrong kind of value"
    case .dataCorrupted(let context):
      context.isAboutSyntax
        ? "this is not JSON" + (context.underlyingError.map { ": \($0)" } ?? "")
        : (context.codingPath.isEmpty ? "" : context.codingPath.path + ": ")
          + context.debugDescription
    @unknown default: "the value cannot be read"
    }
  }
}

extension DecodingError.Context {
  /// Whether the decoder could not read the text, and not somebody a value.
  fileprivate var isAboutSyntax: Bool {
    codingPath.isEmpty
      && (underlyingError != nil || debugDescription.contains("not valid JSON"))
  }
}
