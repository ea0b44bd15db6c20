/// The encoding of a file's text.
public enum TextEncoding: String, Hashable, Sendable, Codable, CaseIterable {
  /// With or without a byte order mark; and UTF-16 where its mark is there.
  case utf8 = "utf-8"
  /// With its byte order mark.
  case utf16 = "utf-16"
  case gb18030
  case gbk
  case big5
  case latin1
  case windows1252 = "windows-1252"
  case shiftJIS = "shift_jis"
  /// UTF-8 when the header is, otherwise GB18030: for headers in Chinese, which cannot be both.
  case utf8OrGB18030 = "utf-8-or-gb18030"

  /// The name the system's converter knows, or `nil` when there is nothing to convert.
  var converterName: String? {
    switch self {
    case .utf8, .utf16, .utf8OrGB18030: nil
    case .gb18030, .gbk: "GB18030"  // the larger one holds the other
    case .big5: "BIG5"
    case .latin1: "ISO-8859-1"
    case .windows1252: "WINDOWS-1252"
    case .shiftJIS: "CP932"
    }
  }
}
