import ClienteleKernels

/// Says something to the person at the terminal, beside the answer.
func printError(_ message: String) {
  let stream = StandardStream.error()
  // Nobody is left to be told when this fails.
  try? stream.write(message + "\n")
  try? stream.flush()
}

extension String {
  /// The text with control characters made visible, so that a name in a file cannot steer a
  /// terminal: `\x1b`.
  var escapedForTerminal: String {
    var escaped = ""
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0x20...0x7E, 0xA0...0x200A, 0x2010...0x2027, 0x202F...0x205F, 0x2070...0xFEFE,
        0xFF00...:
        escaped.unicodeScalars.append(scalar)
      case 0x80...: escaped += "\\u{\(String(scalar.value, radix: 16))}"
      default:
        let digits = String(scalar.value, radix: 16)
        escaped += "\\x" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return escaped
  }
}
