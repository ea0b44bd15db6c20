/// What a file that is not CSV text really is, as its first bytes tell.
public enum FileKind: String, Hashable, Sendable {
  case gzip = "gzip"
  case zstandard = "Zstandard data"
  case excelWorkbook = "an Excel workbook (or another ZIP archive)"
  case oldExcelWorkbook = "an old Excel workbook"
  case html = "an HTML page (perhaps one that asks to log in)"
  case json = "JSON"
  case pdf = "PDF"
  case parquet = "Parquet"
  case utf32 = "UTF-32 text"
  case utf16WithoutMark = "UTF-16 text without byte order mark"
  case zeroBytes = "nothing but zero bytes"

  /// - Parameter start: the file's first bytes, a few thousand if it has them.
  init?(_ start: [UInt8]) {
    func begins(_ bytes: [UInt8]) -> Bool { start.starts(with: bytes) }
    if begins([0xFF, 0xFE, 0, 0]) || begins([0, 0, 0xFE, 0xFF]) {
      self = .utf32
    } else if begins([0x1F, 0x8B]) {
      self = .gzip
    } else if begins([0x28, 0xB5, 0x2F, 0xFD]) {
      self = .zstandard
    } else if begins(Array("PK\u{3}\u{4}".utf8)) {
      self = .excelWorkbook
    } else if begins([0xD0, 0xCF, 0x11, 0xE0]) {
      self = .oldExcelWorkbook
    } else if begins(Array("%PDF".utf8)) {
      self = .pdf
    } else if begins(Array("PAR1".utf8)) {
      self = .parquet
    } else if FileKind.looksLikeMarkup(start) {
      self = .html
    } else if FileKind.looksLikeJSON(start) {
      self = .json
    } else if let kind = FileKind.kindOfZeros(start) {
      self = kind
    } else {
      return nil
    }
  }

  private static func firstCharacters(_ start: [UInt8], _ count: Int) -> [UInt8] {
    let text = start.starts(with: [0xEF, 0xBB, 0xBF]) ? start.dropFirst(3) : start[...]
    return Array(text.drop { $0 == 0x20 || (9...13).contains($0) }.prefix(count))
  }

  private static func looksLikeMarkup(_ start: [UInt8]) -> Bool {
    let head = firstCharacters(start, 9).map { $0 | 0x20 }
    return ["<html", "<!doctype", "<table", "<?xml", "<head", "<body"].contains {
      head.starts(with: $0.utf8.map { $0 | 0x20 })
    }
  }

  private static func looksLikeJSON(_ start: [UInt8]) -> Bool {
    let head = firstCharacters(start, 64).filter { $0 > 0x20 }
    guard head.count > 1 else { return false }
    let second = head[1]
    return head[0] == UInt8(ascii: "{") && (second == UInt8(ascii: "\"") || second == 0x7D)
      || head[0] == UInt8(ascii: "[") && (second == UInt8(ascii: "{") || second == 0x5D)
  }

  /// Text of 16 bits a character has a zero in every second place, mostly.
  private static func kindOfZeros(_ start: [UInt8]) -> FileKind? {
    guard start.contains(0), !start.starts(with: [0xFF, 0xFE]), !start.starts(with: [0xFE, 0xFF])
    else { return nil }
    var zeros = [0, 0]
    for (index, byte) in start.enumerated() where byte == 0 { zeros[index % 2] += 1 }
    if zeros[0] + zeros[1] == start.count { return .zeroBytes }
    let half = start.count / 2
    let isMostlyZero = zeros.map { $0 * 4 > half }
    return isMostlyZero[0] != isMostlyZero[1] && half > 1 ? .utf16WithoutMark : nil
  }
}
