/// The order of a group's keys, found by counting: stable, and in cache.
///
/// - Complexity: O(rows + 4096) for each twelve bits of the keys' range.
@safe
struct KeyCounting {
  private let keys: UnsafeMutablePointer<Int32>
  private let low: Int32
  private let rowCount: Int

  private static let bits = 12

  init(keys: UnsafeMutablePointer<Int32>, low: Int32, rowCount: Int) {
    unsafe self.keys = keys
    self.low = low
    self.rowCount = rowCount
  }

  /// Writes row numbers in the order of keys.
  ///
  /// SAFETY: `order` and `spare` must hold `rowCount` elements each.
  func order(
    into order: UnsafeMutablePointer<UInt32>, spare: UnsafeMutablePointer<UInt32>, range: Int64
  ) {
    var passCount = 1
    while range >> Int64(passCount * Self.bits) > 0 { passCount += 1 }
    // The last pass must write to `order`.
    var (from, to) = unsafe passCount % 2 == 0 ? (order, spare) : (spare, order)
    for pass in 0..<passCount {
      unsafe distribute(from, into: to, shift: Int32(pass * Self.bits), isFirst: pass == 0)
      unsafe swap(&from, &to)
    }
  }

  private func distribute(
    _ from: UnsafeMutablePointer<UInt32>, into to: UnsafeMutablePointer<UInt32>, shift: Int32,
    isFirst: Bool
  ) {
    unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 1 << Self.bits) { starts in
      unsafe starts.initialize(repeating: 0)
      for row in 0..<rowCount { unsafe starts[digit(row, shift)] &+= 1 }
      var total: UInt32 = 0
      for digit in 0..<1 << Self.bits {
        let count = unsafe starts[digit]
        unsafe starts[digit] = total
        total &+= count
      }
      for index in 0..<rowCount {
        let row = unsafe isFirst ? index : Int(from[index])
        let digit = digit(row, shift)
        let target = unsafe starts[digit]
        unsafe starts[digit] = target &+ 1
        unsafe to[Int(target)] = UInt32(truncatingIfNeeded: row)
      }
    }
  }

  @inline(__always)
  private func digit(_ row: Int, _ shift: Int32) -> Int {
    let distance = unsafe UInt32(bitPattern: keys[row] &- low)
    return Int(distance >> UInt32(shift)) & (1 << Self.bits - 1)
  }
}
