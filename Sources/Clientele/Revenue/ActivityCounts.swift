import ClienteleKernels

/// What is counted about one window.
struct ActivityCounts: Sendable, Codable {
  var customers = 0
  var orders = 0
  /// Customers with two purchases or more in the window.
  var repeaters = 0
  /// Customers with no second purchase by the window's end.
  var onceOnly = 0
  /// Customers who bought in the window before, too.
  var returning = 0
  /// 128 bits hold any sum of 64-bit amounts.
  var sales: Int128 = 0
  var refunds: Int128 = 0

  static func += (left: inout ActivityCounts, right: ActivityCounts) {
    left.customers += right.customers
    left.orders += right.orders
    left.repeaters += right.repeaters
    left.onceOnly += right.onceOnly
    left.returning += right.returning
    left.sales += right.sales
    left.refunds += right.refunds
  }
}

/// Counts of one block, two to a word: a block has fewer than 2³² rows.
private struct PackedCounts {
  /// Orders, and above them customers.
  var orders: UInt64 = 0
  /// Repeaters, and above them customers who bought in the window before.
  var repeaters: UInt64 = 0
  var onceOnly: UInt64 = 0
  var sales: Int128 = 0
}

extension CustomerBlock {
  /// Adds the block to windows of which each day has one.
  func countActivity(in places: borrowing DayPlaces, into cells: inout [ActivityCounts]) {
    if !countKinds(in: places, into: &cells) { countRows(in: places, into: &cells) }
    for row in refundDays.indices {
      let place = places[refundDays[row]]
      if place < cells.count { cells[place].refunds += Int128(refundAmounts[row]) }
    }
  }

  /// By the kinds of rows, which is fastest for some hundred windows.
  ///
  /// - Returns: `false`, and nothing is added, for more windows, or when a sum leaves 64 bits.
  private func countKinds(
    in places: borrowing DayPlaces, into cells: inout [ActivityCounts]
  ) -> Bool {
    guard places.outside < 256 else { return false }
    var counted = [RunCell](
      repeating: RunCell(), count: (places.outside + 1) * RunFact.kindCount)
    var output = counted.mutableSpan
    let fits = countRuns(
      purchaseStarts, purchaseDays, from: places.firstDay, places: places.places.span,
      summing: purchaseAmounts, into: &output)
    guard fits else { return false }
    for place in cells.indices {
      for kind in 0..<RunFact.kindCount {
        let cell = counted[place * RunFact.kindCount + kind]
        func count(_ fact: UInt16) -> Int { kind & Int(fact) != 0 ? cell.count : 0 }
        cells[place].orders += cell.count
        cells[place].sales += Int128(cell.sum)
        cells[place].customers += count(RunFact.isFirst)
        cells[place].repeaters += count(RunFact.isSecond)
        cells[place].returning += count(RunFact.isReturn)
        cells[place].onceOnly += count(RunFact.isAlone)
      }
    }
    return true
  }

  /// Row by row, without branches and with four additions each: with one counter a fact and an
  /// `if` each it took 5.7 ns a row instead of 2.5.
  private func countRows(in places: borrowing DayPlaces, into cells: inout [ActivityCounts]) {
    var packed = [PackedCounts](repeating: PackedCounts(), count: cells.count + 1)
    var counts = packed.mutableSpan
    for position in positions {
      let rows = purchases(at: position)
      var previous = places.outside
      var runLength: UInt64 = 0
      for row in rows {
        let place = places[purchaseDays[row]]
        let isFirst: UInt64 = place != previous ? 1 : 0
        let isReturn: UInt64 = place == previous &+ 1 ? 1 : 0
        runLength = (runLength & (isFirst &- 1)) &+ 1
        counts[place].orders &+= 1 &+ (isFirst << 32)
        counts[place].repeaters &+= (runLength == 2 ? 1 : 0) &+ (isReturn << 32)
        counts[place].sales &+= Int128(purchaseAmounts[row])
        previous = place
      }
      // While the rows are near: a pass of its own over all customers' beginnings costs more.
      guard let first = rows.first else { continue }
      let place = places[purchaseDays[first]]
      let second = min(first + 1, rows.upperBound - 1)
      let isAlone: UInt64 = second == first ? 1 : 0
      counts[place].onceOnly &+=
        isAlone | (places[purchaseDays[second]] != place ? 1 : 0)
    }
    for place in cells.indices {
      cells[place].orders += Int(counts[place].orders & 0xFFFF_FFFF)
      cells[place].customers += Int(counts[place].orders >> 32)
      cells[place].repeaters += Int(counts[place].repeaters & 0xFFFF_FFFF)
      cells[place].returning += Int(counts[place].repeaters >> 32)
      cells[place].onceOnly += Int(counts[place].onceOnly)
      cells[place].sales += counts[place].sales
    }
  }

  /// Adds the block to windows that overlap: every fact about a purchase holds for a stretch of
  /// windows, and is counted where the stretch begins and, negative, where it ends.
  @_lifetime(cells: copy cells)
  func countActivity(
    in clock: borrowing WindowClock, into cells: inout MutableSpan<ActivityCounts>
  ) {
    for position in positions {
      let rows = purchases(at: position)
      guard let first = rows.first else { continue }
      var previous = WindowClock.Ticks(entry: 0, limit: 0)
      var ticks = clock[purchaseDays[first]]
      for row in rows {
        let next = row + 1 < rows.upperBound ? clock[purchaseDays[row + 1]] : clock.never
        // For the windows from here to `next.entry` this purchase is the last.
        cells.add(from: ticks.entry, to: min(ticks.limit, next.entry)) { cell, sign in
          cell.customers += sign
          cell.onceOnly += row == first ? sign : 0
        }
        cells.add(from: ticks.entry, to: min(previous.limit, next.entry)) { cell, sign in
          cell.repeaters += sign
        }
        cells.add(from: ticks.entry, to: ticks.limit) { cell, sign in
          cell.orders += sign
          cell.sales += Int128(purchaseAmounts[row]) * Int128(sign)
        }
        (previous, ticks) = (ticks, next)
      }
    }
    for row in refundDays.indices {
      let ticks = clock[refundDays[row]]
      cells.add(from: ticks.entry, to: ticks.limit) { cell, sign in
        cell.refunds += Int128(refundAmounts[row]) * Int128(sign)
      }
    }
  }
}

extension MutableSpan where Element == ActivityCounts {
  @inline(__always)
  @_lifetime(self: copy self)
  fileprivate mutating func add(
    from start: Int32, to end: Int32, _ change: (inout ActivityCounts, Int) -> Void
  ) {
    guard start < end else { return }
    change(&self[Int(start)], 1)
    change(&self[Int(end)], -1)
  }
}
