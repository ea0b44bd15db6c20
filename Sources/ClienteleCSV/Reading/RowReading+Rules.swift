import Clientele
import ClienteleKernels

/// Which records count at all.
extension RowReading {
  /// Gives lines that leave their order's cells empty those of the line that has them.
  mutating func inherit(_ segment: Segment, _ bytes: Span<UInt8>, headSlot: Int) {
    guard let orderSlot = plan.slot(.order) else { return }
    let index = segment.index
    let slotCount = index.slotCount
    let inherited = plan.inheritedSlots
    var head = segment.inheritedHead
    for row in 0..<index.rowCount where verdicts[row].isLoaded {
      let first = row * slotCount
      if !index.rowCells[first + headSlot].isEmpty {
        head = (0..<slotCount).map { index.rowCells[first + $0] }
        continue
      }
      let order = index.rowCells[first + orderSlot]
      guard let head, isEqual(head[orderSlot], order, bytes) else {
        fail(row, orderSlot, .lineWithoutOrder)
        continue
      }
      for slot in inherited where index.rowCells[first + slot].isEmpty {
        index.replaceCell(slot, ofRow: row, with: head[slot])
      }
    }
  }

  private func isEqual(_ left: Cell, _ right: Cell, _ bytes: Span<UInt8>) -> Bool {
    guard left.count == right.count else { return false }
    return zip(left.range, right.range).allSatisfy { bytes[$0] == bytes[$1] }
  }

  mutating func readTests(_ index: RecordIndex, _ bytes: Span<UInt8>, _ slot: Int) {
    for row in 0..<index.rowCount where verdicts[row].isLoaded {
      let cell = index.rowCells[row * index.slotCount + slot]
      let isTest = access.with(cell, in: bytes, &scratch) { text in
        ["true", "yes", "1"].contains { equals(text, $0, foldingCase: true) }
      }
      if isTest { verdicts[row] = .skipped(.test) }
    }
  }

  mutating func readCancellations(_ index: RecordIndex, _ slot: Int) {
    for row in 0..<index.rowCount where verdicts[row].isLoaded {
      if !index.rowCells[row * index.slotCount + slot].isEmpty {
        verdicts[row] = .skipped(.cancelled)
      }
    }
  }

  mutating func readStatuses(
    _ index: RecordIndex, _ bytes: Span<UInt8>, _ slot: Int
  ) throws(MemoryFailure) {
    guard var statuses else { return }
    self.statuses = nil
    defer { self.statuses = statuses }
    for row in 0..<index.rowCount where verdicts[row].isLoaded {
      let cell = index.rowCells[row * index.slotCount + slot]
      let action = try access.with(cell, in: bytes, &scratch) { (text) throws(MemoryFailure) in
        try statuses.action(text)
      }
      switch action {
      case .count: break
      case .skip: verdicts[row] = .skipped(.status)
      case .refunded: verdicts[row] = .refunded
      case .refund: verdicts[row] = .refund
      case .unknown: fail(row, slot, .unknownStatus)
      }
    }
  }

  mutating func checkOrders(_ index: RecordIndex, _ bytes: Span<UInt8>, _ slot: Int) {
    let prefix = plan.schema.refundOrderPrefix.map { Array($0.utf8) } ?? []
    let cells = index.rowCells
    let slotCount = index.slotCount
    for row in 0..<index.rowCount where verdicts[row].isLoaded {
      let cell = cells[row * slotCount + slot]
      let (isMissing, isDamaged, isRefund) = access.with(cell, in: bytes, &scratch) { text in
        (text.isEmpty, isDamagedNumber(text), !prefix.isEmpty && starts(text, with: prefix))
      }
      if isMissing {
        fail(row, slot, .missingOrder)
      } else if isDamaged {
        fail(row, slot, .damagedIdentifier)
      } else if isRefund {
        verdicts[row] = .refund
      }
    }
  }

  mutating func checkCustomers(_ index: RecordIndex, _ bytes: Span<UInt8>, _ slot: Int) {
    let nobodies = plan.schema.anonymousCustomers
    let cells = index.rowCells
    let slotCount = index.slotCount
    for row in 0..<index.rowCount where verdicts[row].isLoaded {
      let cell = cells[row * slotCount + slot]
      let (isMissing, isDamaged) = access.with(cell, in: bytes, &scratch) { text in
        let isNobody = nobodies.contains { equals(text, $0, foldingCase: false) }
        return (text.isEmpty || isNobody, isDamagedNumber(text))
      }
      if isMissing, plan.schema.missingCustomer == .skip {
        verdicts[row] = .skipped(.missingCustomer)
      } else if isMissing {
        fail(row, slot, .missingCustomer)
      } else if isDamaged {
        fail(row, slot, .damagedIdentifier)
      }
    }
  }

  mutating func checkCurrencies(_ index: RecordIndex, _ bytes: Span<UInt8>, _ slot: Int) {
    guard let currency else { return }
    for row in 0..<index.rowCount where verdicts[row].isLoaded && hasAmount(row) {
      let cell = index.rowCells[row * index.slotCount + slot]
      let isOther = access.with(cell, in: bytes, &scratch) { text in
        !text.isEmpty && !(text.count == currency.count && starts(text, with: currency))
      }
      if isOther { fail(row, slot, .otherCurrency) }
    }
  }

  /// Nothing is the same in every currency.
  func hasAmount(_ row: Int) -> Bool { amounts[row] != 0 || refunds[row] != 0 }
}

/// A long number as a spreadsheet shows it when it has thrown its last digits away: `1.23E+15`, or
/// `1,23E+15` where a comma is the decimal sign. Spreadsheets write two or three digits of an
/// exponent.
func isDamagedNumber(_ text: Span<UInt8>) -> Bool {
  // Nearly every id ends the question here.
  guard text.count >= 5, text[0] &- 0x30 <= 9 else { return false }
  let count = text.count
  let sign = text[count - 3] == UInt8(ascii: "+") ? count - 3 : count - 4
  guard text[sign] == UInt8(ascii: "+"), sign >= 2,
    text[sign - 1] | 0x20 == UInt8(ascii: "e")
  else { return false }
  var decimalSignCount = 0
  for index in 0..<count where index != sign && index != sign - 1 {
    let byte = text[index]
    if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") {
      decimalSignCount += 1
      guard index < sign else { return false }
    } else if byte &- 0x30 > 9 {
      return false
    }
  }
  return decimalSignCount <= 1
}

func starts(_ text: Span<UInt8>, with prefix: [UInt8]) -> Bool {
  guard text.count >= prefix.count else { return false }
  return prefix.indices.allSatisfy { text[$0] == prefix[$0] }
}

func equals(_ text: Span<UInt8>, _ word: String, foldingCase: Bool) -> Bool {
  var index = 0
  for byte in word.utf8 {
    guard index < text.count else { return false }
    let isLetter = (0x41...0x5A).contains(text[index])
    guard (foldingCase && isLetter ? text[index] | 0x20 : text[index]) == byte else {
      return false
    }
    index += 1
  }
  return index == text.count
}
