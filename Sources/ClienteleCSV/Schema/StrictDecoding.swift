/// The keys of one JSON object, every one of which must be known.
///
/// A key that is misspelt and ignored would leave the default in force without a word.
struct StrictContainer<Key: CodingKey & CaseIterable & RawRepresentable<String>> {
  private let container: KeyedDecodingContainer<Key>

  init(_ decoder: any Decoder, _ keys: Key.Type) throws {
    let all = try decoder.container(keyedBy: AnyKey.self)
    let known = Key.allCases.map(\.rawValue)
    for key in all.allKeys.map(\.stringValue).sorted() where !known.contains(key) {
      let nearest =
        known.first { $0.hasPrefix(key) }
        ?? known.min { editDistance(key, $0) < editDistance(key, $1) }
      let hint =
        nearest.flatMap {
          $0.hasPrefix(key) || editDistance(key, $0) <= max(2, key.count / 2) ? $0 : nil
        }
        .map { "; did you mean \($0)?" } ?? "; the keys are \(known.joined(separator: ", "))"
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "there is no key \(key)\(hint)"))
    }
    container = try decoder.container(keyedBy: Key.self)
  }

  /// Replaces `value` where the object has the key.
  func update<Value: Decodable>(_ value: inout Value, _ key: Key) throws {
    if let found = try container.decodeIfPresent(Value.self, forKey: key) { value = found }
  }

  /// A key whose `null` means "none".
  func update<Value: Decodable>(_ value: inout Value?, _ key: Key) throws {
    guard container.contains(key) else { return }
    value = try container.decodeIfPresent(Value.self, forKey: key)
  }

  /// One text or a list of texts.
  func update(_ names: inout [String], _ key: Key) throws {
    guard container.contains(key) else { return }
    if let name = try? container.decode(String.self, forKey: key) {
      names = [name]
    } else {
      names = try container.decodeIfPresent([String].self, forKey: key) ?? []
    }
  }

  /// One ASCII character.
  func updateCharacter(_ character: inout Character, _ key: Key) throws {
    guard let text = try container.decodeIfPresent(String.self, forKey: key) else { return }
    guard text.count == 1, let only = text.first, only.isASCII else {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: container, debugDescription: "it must be one ASCII character")
    }
    character = only
  }

  func contains(_ key: Key) -> Bool { container.contains(key) }

  func decode<Value: Decodable>(_ key: Key) throws -> Value {
    try container.decode(Value.self, forKey: key)
  }

  func fault(_ key: Key, _ text: String) -> DecodingError {
    DecodingError.dataCorruptedError(forKey: key, in: container, debugDescription: text)
  }
}

private struct AnyKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

/// How many letters must be put in, taken out or changed to make one word of the other, upper
/// and lower case being the same.
///
/// - Complexity: O(length²); words are cut after 64 letters.
func editDistance(_ left: String, _ right: String) -> Int {
  let left = Array(left.lowercased().prefix(64))
  let right = Array(right.lowercased().prefix(64))
  var row = Array(0...right.count)
  for (index, letter) in left.enumerated() {
    var diagonal = row[0]
    row[0] = index + 1
    for place in right.indices {
      let changed = diagonal + (right[place] == letter ? 0 : 1)
      diagonal = row[place + 1]
      row[place + 1] = min(changed, diagonal + 1, row[place] + 1)
    }
  }
  return row[right.count]
}
