import ClienteleReport

extension Figures {
  /// A number with six digits that mean something.
  static func significant(_ value: Double) -> String {
    guard value != 0, value.isFinite else { return String(value) }
    var (size, places) = (value.magnitude, 5)
    guard (1e-4..<9e15).contains(size) else { return String(value) }
    while size >= 10 {
      size /= 10
      places -= 1
    }
    while size < 1 {
      size *= 10
      places += 1
    }
    return decimal(value, places: max(0, places))
  }
}
