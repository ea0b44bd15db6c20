/// Rows of cells as text in columns, for people.
struct TextTable {
  enum Alignment {
    case left, right
  }

  let title: String?
  let columns: [(name: String, alignment: Alignment)]
  var rows: [[String]] = []

  init(_ title: String? = nil, _ columns: (String, Alignment)...) {
    self.init(title, columns)
  }

  init(_ title: String?, _ columns: [(String, Alignment)]) {
    self.title = title
    self.columns = columns.map { ($0.0, $0.1) }
  }

  mutating func append(_ cells: String...) { rows.append(cells) }

  /// The same table with a name before its title.
  func titled(_ name: String) -> TextTable {
    var table = TextTable(title.map { "\(name): \($0)" } ?? name, columns)
    table.rows = rows
    return table
  }

  /// The table with its title, header and a rule.
  var text: String {
    let cells = rows.map { $0.map(\.escapedForTerminal) }
    let widths = columns.indices.map { column in
      cells.reduce(columns[column].name.displayWidth) { max($0, $1[column].displayWidth) }
    }
    func line(_ cells: [String]) -> String {
      let padded = columns.indices.map { column in
        let padding = String(repeating: " ", count: widths[column] - cells[column].displayWidth)
        return columns[column].alignment == .left
          ? cells[column] + padding : padding + cells[column]
      }
      let joined = padded.joined(separator: "  ")
      return joined.trimmingTrailingSpaces + "\n"
    }
    var text = title.map { $0 + "\n" } ?? ""
    text += line(columns.map(\.name))
    text += line(widths.map { String(repeating: "─", count: $0) })
    for row in cells { text += line(row) }
    return text
  }
}

extension String {
  /// Columns that a terminal gives the text: East Asian characters take two.
  var displayWidth: Int {
    unicodeScalars.reduce(0) { width, scalar in
      switch scalar.value {
      case 0x0300...0x036F, 0x200B...0x200F, 0xFE00...0xFE0F: width
      case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F,
        0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
        width + 2
      default: width + 1
      }
    }
  }

  fileprivate var trimmingTrailingSpaces: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
