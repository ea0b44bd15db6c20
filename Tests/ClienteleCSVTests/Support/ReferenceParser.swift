/// RFC 4180 one character after the other, obviously right and slow.
enum ReferenceParser {
  enum Fault: Error { case syntax }

  /// All records with their cells; blank lines are left out.
  static func records(_ bytes: [UInt8]) throws(Fault) -> [[[UInt8]]] {
    var records: [[[UInt8]]] = []
    var position = 0
    while position < bytes.count {
      if isLineEnd(bytes[position]) {
        position = afterLineEnd(bytes, position)
        continue
      }
      var cells: [[UInt8]] = []
      while true {
        cells.append(try cell(bytes, &position))
        if position == bytes.count { break }
        if bytes[position] == UInt8(ascii: ",") {
          position += 1
        } else {
          position = afterLineEnd(bytes, position)
          break
        }
      }
      records.append(cells)
    }
    return records
  }

  private static func cell(_ bytes: [UInt8], _ position: inout Int) throws(Fault) -> [UInt8] {
    var cell: [UInt8] = []
    let quote = UInt8(ascii: "\"")
    if position < bytes.count, bytes[position] == quote {
      position += 1
      while true {
        guard position < bytes.count else { throw .syntax }
        if bytes[position] != quote {
          cell.append(bytes[position])
          position += 1
        } else if position + 1 < bytes.count, bytes[position + 1] == quote {
          cell.append(quote)
          position += 2
        } else {
          position += 1
          guard isEndOfCell(bytes, position) else { throw .syntax }
          return cell
        }
      }
    }
    while !isEndOfCell(bytes, position) {
      guard bytes[position] != quote else { throw .syntax }
      cell.append(bytes[position])
      position += 1
    }
    return cell
  }

  private static func isEndOfCell(_ bytes: [UInt8], _ position: Int) -> Bool {
    position == bytes.count || bytes[position] == UInt8(ascii: ",") || isLineEnd(bytes[position])
  }

  private static func isLineEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  private static func afterLineEnd(_ bytes: [UInt8], _ position: Int) -> Int {
    let isPair =
      bytes[position] == UInt8(ascii: "\r") && position + 1 < bytes.count
      && bytes[position + 1] == UInt8(ascii: "\n")
    return position + (isPair ? 2 : 1)
  }
}
