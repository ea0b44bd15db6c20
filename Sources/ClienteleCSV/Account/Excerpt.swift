/// A text as it can be shown.
func excerpt(_ text: String) -> String { excerpt(Array(text.utf8).span) }

/// Bytes of a file as they can be shown: at most 80 of them, with everything that could move a
/// cursor or hide text written as `\x1b`.
func excerpt(_ bytes: Span<UInt8>, limit: Int = 80) -> String {
  var shown: [UInt8] = []
  for index in 0..<min(bytes.count, limit) { shown.append(bytes[index]) }
  var text = ""
  var index = 0
  while index < shown.count {
    let byte = shown[index]
    let length = byte < 0x80 ? 1 : byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
    let end = min(index + length, shown.count)
    let slice = shown[index..<end]
    if let scalar = String(validating: slice, as: UTF8.self)?.unicodeScalars.first,
      isVisible(scalar)
    {
      text.unicodeScalars.append(scalar)
      index = end
    } else if bytes.count > limit && end == shown.count && index + length > shown.count {
      break  // a character cut by the limit
    } else {
      text += "\\x" + String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
      index += 1
    }
  }
  return bytes.count > limit ? text + "…" : text
}

private func isVisible(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .format, .surrogate, .privateUse, .lineSeparator, .paragraphSeparator,
    .unassigned:
    false
  default: scalar != "\""
  }
}
