import Clientele
import ClienteleKernels

/// Days and amounts.
extension RowReading {
  mutating func readDates(_ index: RecordIndex, _ bytes: Span<UInt8>, _ slot: Int) {
    let parser = plan.dates
    let cells = index.rowCells
    let slotCount = index.slotCount
    let takesWallDays = clock == nil
    // Taken out while they are written: as a property, each write would ask who else has them.
    var days = days
    self.days = []
    defer { self.days = days }
    for row in 0..<index.rowCount where verdicts[row].isLoaded {
      do throws(RecordProblem) {
        let moment = try access.with(cells[row * slotCount + slot], in: bytes, &scratch) {
          (text) throws(RecordProblem) in
          guard !text.isEmpty else { throw .missingDate }
          return try parser.moment(text)
        }
        if takesWallDays, moment.offset == nil {
          days[row] = moment.day
        } else {
          days[row] = try localDay(moment)
        }
      } catch {
        fail(row, slot, error)
      }
    }
  }

  /// The day that the shop's people had.
  private mutating func localDay(_ moment: WrittenMoment) throws(RecordProblem) -> Int32 {
    guard clock != nil else { throw .needsZone }
    if let offset = moment.offset {
      let instant = Int64(moment.day) * 86_400 + Int64(moment.second ?? 0) - Int64(offset)
      return clock!.day(ofInstant: instant)
    }
    // Noon stands for a day without a time: clocks are set at night.
    switch clock!.standing(day: moment.day, second: moment.second ?? 43_200) {
    case .shownOnce: break
    case .shownTwice: account.repeatedTimeCount += 1
    case .skipped: account.skippedTimeCount += 1
    case .dayNeverWas: throw .noSuchDayInZone
    }
    return moment.day
  }

  mutating func readAmounts(_ index: RecordIndex, _ bytes: Span<UInt8>, _ slot: Int) {
    let parser = plan.numbers
    let scale = plan.schema.scale
    let emptyIsZero = plan.headSlot == slot
    let cells = index.rowCells
    let slotCount = index.slotCount
    var amounts = amounts
    self.amounts = []
    defer { self.amounts = amounts }
    for row in 0..<index.rowCount {
      do throws(RecordProblem) {
        amounts[row] = try access.with(cells[row * slotCount + slot], in: bytes, &scratch) {
          (text) throws(RecordProblem) in
          if let units = parser.shortUnits(text, scale: scale) { return units }
          if text.isEmpty, emptyIsZero { return 0 }
          guard !parser.isNull(text) else { throw .missingAmount }
          return try parser.number(text).units(scale: scale)
        }
        if verdicts[row] == .refund, amounts[row] > 0 { amounts[row] = -amounts[row] }
      } catch {
        reject(row, slot, error)
      }
    }
  }

  /// Quantity times price, exactly.
  mutating func multiply(
    _ index: RecordIndex, _ bytes: Span<UInt8>, _ quantitySlot: Int, _ priceSlot: Int
  ) {
    let parser = plan.numbers
    let scale = plan.schema.scale
    func number(_ row: Int, _ slot: Int) throws(RecordProblem) -> DecimalNumber {
      let cell = index.rowCells[row * index.slotCount + slot]
      return try access.with(cell, in: bytes, &scratch) { (text) throws(RecordProblem) in
        guard !parser.isNull(text) else { throw .missingAmount }
        return try parser.number(text)
      }
    }
    for row in 0..<index.rowCount {
      var slot = quantitySlot
      do throws(RecordProblem) {
        let quantity = try number(row, quantitySlot)
        slot = priceSlot
        amounts[row] = try quantity.times(try number(row, priceSlot), scale: scale)
        if verdicts[row] == .refund {
          if amounts[row] > 0 { amounts[row] = -amounts[row] }
        } else if quantity.mantissa <= 0, verdicts[row].isLoaded,
          plan.schema.nonPositiveQuantities == .skip
        {
          verdicts[row] = .skipped(.nonPositiveQuantity)
        }
      } catch {
        reject(row, slot, error)
      }
    }
  }

  /// A record that another rule leaves out anyway need not have an amount.
  private mutating func reject(_ row: Int, _ slot: Int, _ problem: RecordProblem) {
    guard verdicts[row].isLoaded else { return }
    if problem == .missingAmount, plan.schema.missingAmount == .skip {
      verdicts[row] = .skipped(.missingAmount)
    } else {
      fail(row, slot, problem)
    }
  }

  /// What the records say was paid back of them.
  ///
  /// A record that is a refund itself may say in both columns how much: its amount decides, and
  /// where that is zero the column of refunds.
  mutating func readRefunds(_ index: RecordIndex, _ bytes: Span<UInt8>) {
    guard plan.schema.policies.refunds != .gross else { return }
    if let slot = plan.slot(.refund) {
      let parser = plan.numbers
      let scale = plan.schema.scale
      for row in 0..<index.rowCount where verdicts[row].isLoaded {
        let cell = index.rowCells[row * index.slotCount + slot]
        do throws(RecordProblem) {
          let units = try access.with(cell, in: bytes, &scratch) { (text) throws(RecordProblem) in
            parser.isNull(text) ? 0 : try parser.number(text).units(scale: scale)
          }
          guard units != .min else { throw .amountOverflow }
          if amounts[row] >= 0 { refunds[row] = units < 0 ? -units : units }
        } catch {
          fail(row, slot, error)
        }
      }
    } else if statuses != nil {
      for row in 0..<index.rowCount where verdicts[row] == .refunded {
        refunds[row] = max(0, amounts[row])
      }
    }
    hasRefunds = verdicts.indices.contains { refunds[$0] != 0 && verdicts[$0].isLoaded }
  }
}
