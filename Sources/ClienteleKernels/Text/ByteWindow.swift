import Glibc

/// The stretch of a file that is in memory now: bytes are appended behind and taken off in front.
@safe
package final class ByteWindow: @unchecked Sendable {
  /// Words are read from any byte on, so that this much more is allocated and zero.
  static let padding = 8

  private(set) var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  package private(set) var count = 0
  private let budget: MemoryBudget

  package init(capacity: Int, on budget: MemoryBudget) throws(MemoryFailure) {
    self.capacity = capacity
    self.budget = budget
    unsafe base = try Self.allocate(capacity, on: budget)
  }

  deinit {
    unsafe free(base)
    budget.release(capacity + Self.padding)
  }

  private static func allocate(
    _ capacity: Int, on budget: MemoryBudget
  ) throws(MemoryFailure) -> UnsafeMutablePointer<UInt8> {
    try budget.reserve(capacity + padding)
    // SAFETY: zeroed by the system, freed once in deinit or when replaced.
    guard let raw = unsafe calloc(capacity + padding, 1) else {
      budget.release(capacity + padding)
      throw .exhausted(neededBytes: capacity + padding)
    }
    return unsafe raw.bindMemory(to: UInt8.self, capacity: capacity + padding)
  }

  package var span: Span<UInt8> {
    @_lifetime(borrow self)
    get {
      // SAFETY: `base` holds `count` bytes until the next append, which no reader outlives.
      let span = unsafe Span(_unsafeStart: base, count: count)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  package subscript(position: Int) -> UInt8 {
    precondition(position >= 0 && position < count)
    return unsafe base[position]
  }

  package func makeRoom(for extra: Int) throws(MemoryFailure) {
    guard count + extra > capacity else { return }
    let larger = count + extra
    let moved = unsafe try Self.allocate(larger, on: budget)
    unsafe memcpy(moved, base, count)
    unsafe free(base)
    budget.release(capacity + Self.padding)
    unsafe base = moved
    capacity = larger
  }

  /// The free bytes behind the text; `body` returns how many it wrote.
  func appendBytes<Failure: Error>(
    atMost wanted: Int, _ body: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
  ) throws(Failure) -> Int {
    precondition(wanted <= capacity - count, "room must be made first")
    let free = unsafe UnsafeMutableRawBufferPointer(start: base + count, count: wanted)
    let written = unsafe try body(free)
    precondition(written >= 0 && written <= wanted)
    count += written
    return written
  }

  package func append(contentsOf bytes: Span<UInt8>) throws(MemoryFailure) {
    try makeRoom(for: bytes.count)
    unsafe bytes.withUnsafeBufferPointer { source in
      if let start = source.baseAddress { unsafe memcpy(base + count, start, source.count) }
    }
    count += bytes.count
  }

  package func removeFirst(_ removedCount: Int) {
    precondition(removedCount <= count)
    unsafe memmove(base, base + removedCount, count - removedCount)
    count -= removedCount
  }

  package func removeLast(_ removedCount: Int) {
    precondition(removedCount <= count)
    count -= removedCount
  }
}
