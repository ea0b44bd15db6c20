import FoundationEssentials

/// A value as it comes back from JSON: results must be able to travel.
func afterJSON<Value: Codable>(_ value: Value) throws -> Value {
  try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
}
