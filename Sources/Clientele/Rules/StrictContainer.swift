/// The keys of one JSON object, every one of which must be known.
///
/// A key that is misspelt and ignored would leave the default in force without a word.
package struct StrictContainer<Key: CodingKey & CaseIterable & RawRepresentable<String>> {
  private let container: KeyedDecodingContainer<Key>

  /// - Parameter otherWords: From words that people may use instead to the right ones.
  package init(
    _ decoder: any Decoder, _ keys: Key.Type, otherWords: [String: String] = [:]
  ) throws {
    let known = Key.allCases.map(\.rawValue)
    for key in try decoder.keys() where !known.contains(key) {
      let right = otherWords[key].map { "did you mean \($0)?" }
      let hint = right ?? wordHint(key, among: known, called: "keys")
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath, debugDescription: "there is no key \(key); \(hint)"))
    }
    container = try decoder.container(keyedBy: Key.self)
  }

  /// Replaces `value` where the object has the key.
  package func update<Value: Decodable>(_ value: inout Value, _ key: Key) throws {
    if let found = try container.decodeIfPresent(Value.self, forKey: key) { value = found }
  }

  /// A key whose `null` means "none".
  package func update<Value: Decodable>(_ value: inout Value?, _ key: Key) throws {
    guard container.contains(key) else { return }
    value = try container.decodeIfPresent(Value.self, forKey: key)
  }

  /// One text or a list of texts.
  package func update(_ names: inout [String], _ key: Key) throws {
    guard container.contains(key) else { return }
    if let name = try? container.decode(String.self, forKey: key) {
      names = [name]
    } else {
      names = try container.decodeIfPresent([String].self, forKey: key) ?? []
    }
  }

  /// One ASCII character.
  package func updateCharacter(_ character: inout Character, _ key: Key) throws {
    guard let text = try container.decodeIfPresent(String.self, forKey: key) else { return }
    guard text.count == 1, let only = text.first, only.isASCII else {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: container, debugDescription: "it must be one ASCII character")
    }
    character = only
  }

  package func contains(_ key: Key) -> Bool { container.contains(key) }

  package func decode<Value: Decodable>(_ key: Key) throws -> Value {
    try container.decode(Value.self, forKey: key)
  }

  package func decodeIfPresent<Value: Decodable>(_ key: Key) throws -> Value? {
    try container.decodeIfPresent(Value.self, forKey: key)
  }

  package func fault(_ key: Key, _ text: String) -> DecodingError {
    DecodingError.dataCorruptedError(forKey: key, in: container, debugDescription: text)
  }

  /// An error that is not about one key.
  package func fault(_ text: String) -> DecodingError {
    .dataCorrupted(.init(codingPath: container.codingPath, debugDescription: text))
  }

  package func superDecoder(_ key: Key) throws -> any Decoder {
    try container.superDecoder(forKey: key)
  }
}

/// Words and numbers as people write them.
extension StrictContainer {
  /// One of the words of an enumeration; `nil` where the key is missing.
  package func word<Word: RawRepresentable<String> & CaseIterable>(_ key: Key) throws -> Word? {
    try decodeIfPresent(key).map { try word($0, key) }
  }

  /// One or several words of an enumeration; `nil` where the key is missing.
  package func words<Word: RawRepresentable<String> & CaseIterable>(
    _ key: Key
  ) throws -> [Word]? {
    guard contains(key) else { return nil }
    var names: [String] = []
    try update(&names, key)
    return try names.map { try word($0, key) }
  }

  private func word<Word: RawRepresentable<String> & CaseIterable>(
    _ name: String, _ key: Key
  ) throws -> Word {
    if let word = Word(rawValue: name) { return word }
    let hint = wordHint(name, among: Word.allCases.map(\.rawValue), called: "words")
    throw fault(key, "\(name) is not a word for \(key.stringValue); \(hint)")
  }

  /// A whole number, or a decimal in quotes; `nil` where the key is missing.
  package func number(_ key: Key) throws -> ExactNumber? {
    guard contains(key) else { return nil }
    if let whole = try? container.decode(Int64.self, forKey: key) { return ExactNumber(whole) }
    guard let text = try? container.decode(String.self, forKey: key) else {
      throw fault(key, "a number with decimals stands in quotes, so that it stays exact: \"49.90\"")
    }
    guard let number = ExactNumber(text) else { throw fault(key, "\(text) is not a number") }
    return number
  }
}

extension Decoder {
  /// The keys of an object, in the order of the alphabet.
  package func keys() throws -> [String] {
    try container(keyedBy: AnyKey.self).allKeys.map(\.stringValue).sorted()
  }
}
