/// A value that is one text in files: what it is printed as.
///
/// ```swift
/// let file = try JSONEncoder().encode(LifecycleBoundaries.standard)
/// String(decoding: file, as: UTF8.self).contains("12m")     // true
/// ```
public protocol TextCodable: LosslessStringConvertible, Codable {
  /// What a text must be, for the sentence that refuses another: `a day like 2024-02-29`.
  static var expectedText: String { get }
}

extension TextCodable {
  /// - Throws: A `DecodingError` that names the text and what was expected.
  public init(from decoder: any Decoder) throws { self = try Self.read(from: decoder) }

  public func encode(to encoder: any Encoder) throws { try write(to: encoder) }

  private static func read(from decoder: any Decoder) throws -> Self {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let value = Self(text) else { throw decoder.refusal("\(text) is not \(expectedText)") }
    return value
  }

  private func write(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// The same once more for enumerations with numbers, which the standard library would write as
/// their numbers: of two ways to do it the compiler takes neither, and makes up a third.
extension TextCodable where Self: RawRepresentable, RawValue == Int {
  public init(from decoder: any Decoder) throws { self = try Self.read(from: decoder) }

  public func encode(to encoder: any Encoder) throws { try write(to: encoder) }
}
