/// The keys of one JSON object, each of which must be known: a misspelt key that is ignored would
/// change what a stored model means without a word.
struct StrictKeys<Key: CodingKey & CaseIterable & RawRepresentable<String>> {
  private let container: KeyedDecodingContainer<Key>
  private let path: [any CodingKey]

  init(_ decoder: any Decoder, _ keys: Key.Type) throws {
    let known = Key.allCases.map(\.rawValue)
    let found = try decoder.container(keyedBy: AnyKey.self).allKeys.map(\.stringValue)
    path = decoder.codingPath
    for key in found.sorted() where !known.contains(key) {
      let nearest = known.min { key.distance(to: $0) < key.distance(to: $1) }
      let hint =
        nearest.flatMap { key.distance(to: $0) <= max(2, key.count / 2) ? $0 : nil }
        .map { "; did you mean \($0)?" } ?? "; the keys are \(known.joined(separator: ", "))"
      throw DecodingError.dataCorrupted(
        .init(codingPath: path, debugDescription: "there is no key \(key)\(hint)"))
    }
    container = try decoder.container(keyedBy: Key.self)
  }

  func decode<Value: Decodable>(_ key: Key) throws -> Value {
    guard container.contains(key) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: path, debugDescription: "the key \(key.rawValue) is missing"))
    }
    return try container.decode(Value.self, forKey: key)
  }

  func decodeIfPresent<Value: Decodable>(_ key: Key) throws -> Value? {
    try container.decodeIfPresent(Value.self, forKey: key)
  }

  /// What a wrong value leads to.
  func fault(_ reason: some CustomStringConvertible) -> DecodingError {
    .dataCorrupted(.init(codingPath: path, debugDescription: reason.description))
  }
}

private struct AnyKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

extension String {
  /// How many letters must be put in, taken out or changed to make another word of this one, upper
  /// and lower case being the same. Words are cut after 64 letters.
  fileprivate func distance(to other: String) -> Int {
    let (left, right) = (Array(lowercased().prefix(64)), Array(other.lowercased().prefix(64)))
    var row = Array(0...right.count)
    for (index, letter) in left.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for place in right.indices {
        let changed = diagonal + (right[place] == letter ? 0 : 1)
        diagonal = row[place + 1]
        row[place + 1] = Swift.min(changed, diagonal + 1, row[place] + 1)
      }
    }
    return row[right.count]
  }
}
