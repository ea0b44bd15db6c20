/// How a shop writes the day of an order. Declared, never guessed: `01/02/2024` is two days.
public enum DateFormat: Hashable, Sendable {
  /// A pattern of `yyyy`, `MM` or `M`, `MMM` (English names), `dd` or `d` and other characters,
  /// which stand for themselves. A time may follow: `HH:mm[:ss[.fraction]]` after a space or
  /// `T`, then perhaps `Z` or an offset like `+08:00`.
  case pattern(DatePattern)
  /// Days since 1899-12-30 as spreadsheets count them; 60 and below are refused, because their
  /// calendar has a 1900-02-29.
  case excel1900
  /// Days since 1904-01-01, from old Macintosh spreadsheets.
  case excel1904
  /// Seconds since 1970-01-01T00:00:00Z.
  case epochSeconds
  /// Milliseconds since 1970-01-01T00:00:00Z.
  case epochMilliseconds
  /// Microseconds since 1970-01-01T00:00:00Z.
  case epochMicroseconds

  /// `yyyy-MM-dd`, perhaps with a time: the default.
  public static let iso = DateFormat.pattern(.iso)
}

/// A pattern like `yyyy-MM-dd` or `dd/MM/yyyy`.
public struct DatePattern: Hashable, Sendable {
  enum Part: Hashable, Sendable {
    case year
    /// Exactly two digits, or one or two.
    case month(isPadded: Bool)
    case monthName
    case day(isPadded: Bool)
    case byte(UInt8)
  }

  /// The pattern as it was written.
  public let text: String
  let parts: [Part]

  static let iso = DatePattern("yyyy-MM-dd")!

  /// `nil` unless year, month and day stand in the text once each.
  public init?(_ text: String) {
    var parts: [Part] = []
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      let letter = bytes[index]
      var length = 1
      if letter == UInt8(ascii: "y") || letter == UInt8(ascii: "M") || letter == UInt8(ascii: "d") {
        while index + length < bytes.count, bytes[index + length] == letter { length += 1 }
      }
      switch (letter, length) {
      case (UInt8(ascii: "y"), 4): parts.append(.year)
      case (UInt8(ascii: "M"), 1...2): parts.append(.month(isPadded: length == 2))
      case (UInt8(ascii: "M"), 3): parts.append(.monthName)
      case (UInt8(ascii: "d"), 1...2): parts.append(.day(isPadded: length == 2))
      case (UInt8(ascii: "y"), _), (UInt8(ascii: "M"), _), (UInt8(ascii: "d"), _): return nil
      default: parts.append(.byte(letter))
      }
      index += length
    }
    var (years, months, days) = (0, 0, 0)
    for part in parts {
      switch part {
      case .year: years += 1
      case .month, .monthName: months += 1
      case .day: days += 1
      case .byte: break
      }
    }
    guard years == 1, months == 1, days == 1 else { return nil }
    self.text = text
    self.parts = parts
  }
}

/// The pattern itself, `iso`, `excel1900`, `excel1904`, `epochSeconds`, `epochMilliseconds` or
/// `epochMicroseconds`. A time may stand behind a pattern and says nothing: times are always
/// allowed.
extension DateFormat: LosslessStringConvertible, Codable {
  public init?(_ text: String) {
    switch text {
    case "iso": self = .iso
    case "excel1900": self = .excel1900
    case "excel1904": self = .excel1904
    case "epochSeconds": self = .epochSeconds
    case "epochMilliseconds": self = .epochMilliseconds
    case "epochMicroseconds": self = .epochMicroseconds
    default:
      var date = text[...]
      for time in [" H", "TH", " h"] {
        guard let range = date.firstRange(of: time) else { continue }
        date = date[..<range.lowerBound]
      }
      guard let pattern = DatePattern(String(date)) else { return nil }
      self = .pattern(pattern)
    }
  }

  public var description: String {
    switch self {
    case .pattern(let pattern): pattern.text
    case .excel1900: "excel1900"
    case .excel1904: "excel1904"
    case .epochSeconds: "epochSeconds"
    case .epochMilliseconds: "epochMilliseconds"
    case .epochMicroseconds: "epochMicroseconds"
    }
  }

  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let format = DateFormat(text) else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "\(text) is not a date format like yyyy-MM-dd"))
    }
    self = format
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
