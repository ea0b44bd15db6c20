/// Watches whether bytes that are read in another encoding are UTF-8 all the same.
///
/// Chinese text in UTF-8 is often valid GB18030 by accident, and then reads as other Chinese
/// text (订单编号 as 璁㈠崟缂栧彿): nothing but this would notice.
struct UTF8Sentinel {
  private(set) var isValid = true
  /// Whole characters of more than one byte.
  private(set) var longCharacterCount = 0
  private var missingByteCount = 0

  mutating func take(_ bytes: Span<UInt8>) {
    guard isValid else { return }
    for index in bytes.indices {
      let byte = bytes[index]
      if missingByteCount > 0 {
        guard byte & 0xC0 == 0x80 else { return isValid = false }
        missingByteCount -= 1
        if missingByteCount == 0 { longCharacterCount += 1 }
      } else if byte >= 0x80 {
        switch byte {
        case 0xC2...0xDF: missingByteCount = 1
        case 0xE0...0xEF: missingByteCount = 2
        case 0xF0...0xF4: missingByteCount = 3
        default: return isValid = false
        }
      }
    }
  }

  /// What was read so far is UTF-8, and not only ASCII.
  var hasSeenUTF8: Bool { isValid && longCharacterCount > 0 }
}
