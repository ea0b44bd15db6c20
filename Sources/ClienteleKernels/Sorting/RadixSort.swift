/// Sorts keys, and what travels with them, by their bytes from the lowest up; stable.
///
/// Bytes that are the same in all keys cost nothing, so that small numbers in wide keys sort as
/// fast as small numbers.
///
/// - Complexity: O(n) for each byte that varies; allocates nothing.
@safe
struct RadixSort {
  /// Working space for `capacity` keys.
  private let spareKeys: UnsafeMutablePointer<UInt64>
  private let sparePayload: UnsafeMutablePointer<UInt32>

  init(spareKeys: UnsafeMutablePointer<UInt64>, sparePayload: UnsafeMutablePointer<UInt32>) {
    unsafe self.spareKeys = spareKeys
    unsafe self.sparePayload = sparePayload
  }

  /// SAFETY: all four buffers must hold `count` elements and must not overlap.
  func sort(
    keys: UnsafeMutablePointer<UInt64>, payload: UnsafeMutablePointer<UInt32>, count: Int
  ) {
    guard count > 1 else { return }
    var differing: UInt64 = 0
    let first = unsafe keys[0]
    for index in 1..<count { unsafe differing |= keys[index] ^ first }
    var (fromKeys, fromPayload) = unsafe (keys, payload)
    var (toKeys, toPayload) = unsafe (spareKeys, sparePayload)
    var shift: UInt64 = 0
    while shift < 64 {
      if (differing >> shift) & 0xFF != 0 {
        unsafe distribute(
          fromKeys, fromPayload, into: toKeys, toPayload, count: count, byShift: shift)
        unsafe swap(&fromKeys, &toKeys)
        unsafe swap(&fromPayload, &toPayload)
      }
      shift += 8
    }
    if unsafe fromKeys != keys {
      unsafe keys.update(from: fromKeys, count: count)
      unsafe payload.update(from: fromPayload, count: count)
    }
  }

  private func distribute(
    _ fromKeys: UnsafeMutablePointer<UInt64>, _ fromPayload: UnsafeMutablePointer<UInt32>,
    into toKeys: UnsafeMutablePointer<UInt64>, _ toPayload: UnsafeMutablePointer<UInt32>,
    count: Int, byShift shift: UInt64
  ) {
    unsafe withUnsafeTemporaryAllocation(of: Int.self, capacity: 256) { starts in
      unsafe starts.initialize(repeating: 0)
      for index in 0..<count {
        unsafe starts[Int((fromKeys[index] >> shift) & 0xFF)] &+= 1
      }
      var total = 0
      for digit in 0..<256 {
        let digitCount = unsafe starts[digit]
        unsafe starts[digit] = total
        total &+= digitCount
      }
      for index in 0..<count {
        let key = unsafe fromKeys[index]
        let digit = Int((key >> shift) & 0xFF)
        let target = unsafe starts[digit]
        unsafe starts[digit] = target &+ 1
        unsafe toKeys[target] = key
        unsafe toPayload[target] = fromPayload[index]
      }
    }
  }
}
