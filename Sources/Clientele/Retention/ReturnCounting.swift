extension CustomerBlock {
  /// Adds each member of each cohort to the bin of their first return.
  ///
  /// From the day of one purchase to that of the next, all cohorts whose windows end in between
  /// see the same last purchase and the same first return. Where windows do not overlap that is
  /// one cohort or none.
  @_lifetime(counts: copy counts)
  func countFirstReturns(
    _ clock: borrowing RetentionClock, _ bins: borrowing ReturnBins, _ rule: CohortRule,
    into counts: inout MutableSpan<UInt32>
  ) {
    let never = bins.longestFirst + 1
    let width = bins.width
    for position in positions {
      let rows = purchases(at: position)
      guard let first = rows.first else { continue }
      var ticks = clock[purchaseDays[first]]
      let firstLimit = rule == .firstTouch ? ticks.limit : .max
      for row in rows {
        let next = row + 1 < rows.upperBound ? clock[purchaseDays[row + 1]] : clock.never
        var cohort = Int(ticks.entry)
        let end = Int(min(ticks.limit, next.entry, firstLimit))
        while cohort < end {
          let offset = Int(next.tick - clock.anchors[cohort])
          counts[cohort * width + min(offset, never)] += 1
          cohort += 1
        }
        ticks = next
      }
    }
  }

  /// Adds each member of each cohort to the bins of all their returns.
  @_lifetime(counts: copy counts)
  func countReturns(
    _ clock: borrowing RetentionClock, _ bins: borrowing ReturnBins, _ rule: CohortRule,
    into counts: inout MutableSpan<UInt32>
  ) {
    for position in positions {
      let rows = purchases(at: position)
      guard let first = rows.first else { continue }
      var ticks = clock[purchaseDays[first]]
      let firstLimit = ticks.limit
      for row in rows {
        let next = row + 1 < rows.upperBound ? clock[purchaseDays[row + 1]] : clock.never
        var cohort = Int(ticks.entry)
        let limit = rule == .firstTouch ? firstLimit : ticks.limit
        while cohort < min(limit, next.entry) {
          countReturns(
            row + 1..<rows.upperBound, since: clock.anchors[cohort], clock, bins,
            at: cohort * bins.width, into: &counts)
          cohort += 1
        }
        ticks = next
      }
    }
  }

  @_lifetime(counts: copy counts)
  private func countReturns(
    _ rows: Range<Int>, since anchor: Int32, _ clock: borrowing RetentionClock,
    _ bins: borrowing ReturnBins, at start: Int, into counts: inout MutableSpan<UInt32>
  ) {
    var previous = 0
    for row in rows {
      let offset = Int(clock[purchaseDays[row]].tick - anchor)
      if offset > bins.reach { break }
      if offset != previous {
        bins.count(from: previous, to: offset, at: start, into: &counts)
        previous = offset
      }
    }
    bins.count(from: previous, to: .max, at: start, into: &counts)
  }
}
