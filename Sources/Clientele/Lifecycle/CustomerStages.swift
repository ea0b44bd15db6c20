/// Every customer's stage as of one day.
///
/// ```swift
/// let stages = orders.run(CustomerStages(asOf: "2026-10-31"))
/// stages.count { $0 == .sleeping }     // 80
/// orders.customers[1]                  // u0001
/// stages[1]                            // lost
/// ```
///
/// - Complexity: O(customers × log of their purchases).
public struct CustomerStages: Analysis {
  /// The last day that is seen.
  public let day: Day
  /// Where active, silent and sleeping end.
  public let boundaries: LifecycleBoundaries

  /// Asks for the stage of everyone who has bought by the end of a day.
  public init(asOf day: Day, boundaries: LifecycleBoundaries = .standard) {
    self.day = day
    self.boundaries = boundaries
  }

  public func makePartial() -> CustomerValues<UInt8> { CustomerValues() }

  public func accumulate(
    _ block: borrowing CustomerBlock, into partial: inout CustomerValues<UInt8>
  ) {
    let cuts = boundaries.cuts(at: day + 1)
    let (end, active) = ((day + 1).number, cuts.active.number)
    let days = block.purchaseDays
    var codes: [UInt8] = []
    codes.reserveCapacity(block.count)
    for position in block.positions {
      let rows = block.purchases(at: position)
      let seen = rows.lowerBound..<days.firstIndex(in: rows) { $0 >= end }
      guard let first = seen.first, let last = seen.last else {
        codes.append(UInt8(LifecycleMovement.none))
        continue
      }
      let stage: LifecycleStage
      if days[last] >= active {
        let isRepeat = seen.count > 1 && days[last - 1] >= active
        let isNew = days[first] >= active
        stage =
          isNew
          ? (isRepeat ? .newRepeat : .newOneTime)
          : (isRepeat ? .existingRepeat : .existingOneTime)
      } else if days[last] >= cuts.silent.number {
        stage = .silent
      } else {
        stage = days[last] >= cuts.sleeping.number ? .sleeping : .lost
      }
      codes.append(UInt8(stage.rawValue))
    }
    partial.append(codes, from: block.firstCustomer)
  }

  public func merge(_ other: CustomerValues<UInt8>, into partial: inout CustomerValues<UInt8>) {
    partial.merge(other)
  }

  /// One stage per customer number; `nil` for customers without a purchase by the day.
  public func finish(_ partial: CustomerValues<UInt8>, in currency: Currency) -> [LifecycleStage?] {
    partial.ordered().map { LifecycleStage(rawValue: Int($0)) }
  }
}

extension Span where Element == Int32 {
  /// The first row of a range, ascending by a predicate that is false, then true; the range's end
  /// when it never is.
  @inline(__always)
  func firstIndex(in range: Range<Int>, where isPast: (Int32) -> Bool) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if isPast(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
