/// A column under construction: appended to by one thread, then frozen.
@safe
package struct GrowingColumn<Element: BitwiseCopyable & Sendable>: ~Copyable, @unchecked Sendable {
  @usableFromInline var base: UnsafeMutablePointer<Element>
  package private(set) var capacity: Int
  @usableFromInline package private(set) var count = 0
  private let budget: MemoryBudget

  package init(capacity: Int, on budget: MemoryBudget) throws(MemoryFailure) {
    let room = max(16, capacity)
    unsafe base = try Self.allocate(room, on: budget)
    self.capacity = room
    self.budget = budget
  }

  /// `count` times `value`.
  init(repeating value: Element, count: Int, on budget: MemoryBudget) throws(MemoryFailure) {
    try self.init(capacity: count, on: budget)
    unsafe base.initialize(repeating: value, count: count)
    self.count = count
  }

  deinit {
    let byteCount = capacity * MemoryLayout<Element>.stride
    unsafe BulkMemory.free(base, byteCount)
    budget.release(byteCount)
  }

  private static func allocate(
    _ capacity: Int, on budget: MemoryBudget
  ) throws(MemoryFailure) -> UnsafeMutablePointer<Element> {
    let byteCount = capacity * MemoryLayout<Element>.stride
    try budget.reserve(byteCount)
    guard let raw = unsafe BulkMemory.allocate(byteCount) else {
      budget.release(byteCount)
      throw .exhausted(neededBytes: byteCount)
    }
    return unsafe raw.bindMemory(to: Element.self, capacity: capacity)
  }

  package mutating func append(_ value: Element) throws(MemoryFailure) {
    if count == capacity { try grow(to: capacity * 2) }
    // SAFETY: `count < capacity`, just made so.
    unsafe base[count] = value
    count += 1
  }

  package mutating func append(contentsOf values: Span<Element>) throws(MemoryFailure) {
    if count + values.count > capacity { try grow(to: max(capacity * 2, count + values.count)) }
    unsafe values.withUnsafeBufferPointer { source in
      if let start = source.baseAddress {
        unsafe (base + count).initialize(from: start, count: source.count)
      }
    }
    count += values.count
  }

  /// Makes room for `extra` more values.
  mutating func makeRoom(for extra: Int) throws(MemoryFailure) {
    if count + extra > capacity { try grow(to: max(capacity * 2, count + extra)) }
  }

  /// Takes into the count `extra` values that a kernel has written behind the last.
  ///
  /// SAFETY: there is room for them, and all are written.
  mutating func commit(_ extra: Int) { count += extra }

  fileprivate mutating func grow(to newCapacity: Int) throws(MemoryFailure) {
    let larger = unsafe try Self.allocate(newCapacity, on: budget)
    unsafe larger.initialize(from: base, count: count)
    let byteCount = capacity * MemoryLayout<Element>.stride
    unsafe BulkMemory.free(base, byteCount)
    budget.release(byteCount)
    unsafe base = larger
    capacity = newCapacity
  }

  /// One value, for kernels that have checked the index.
  @inline(__always)
  subscript(unchecked index: Int) -> Element {
    get { unsafe base[index] }
    nonmutating set { unsafe base[index] = newValue }
  }

  /// Forgets all values and keeps the memory.
  package mutating func removeAll() { count = 0 }

  /// The values so far.
  @inlinable
  package var span: Span<Element> {
    @_lifetime(borrow self)
    get {
      let span = unsafe Span(_unsafeStart: base, count: count)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// A column of exactly the values so far.
  package func frozen() throws(MemoryFailure) -> Column<Element> {
    try Column(copying: span, on: budget)
  }
}

extension GrowingColumn where Element == UInt32 {
  /// A column of the values so far, in as few bytes as they need.
  func compacted(in store: ColumnStore) throws(MemoryFailure) -> CompactColumn<UInt32> {
    try store.compact(span)
  }
}

extension GrowingColumn where Element == UInt8 {
  /// Appends the first `count` of sixteen bytes, lowest byte of the first word first.
  @inline(__always)
  mutating func append(
    words first: UInt64, _ second: UInt64, count added: Int
  ) throws(MemoryFailure) {
    if count + 16 > capacity { try grow(to: max(capacity * 2, count + 16)) }
    // SAFETY: sixteen bytes are free behind the last one; those beyond `added` are overwritten
    // by whatever comes next.
    unsafe UnsafeMutableRawPointer(base + count).storeBytes(of: first, as: UInt64.self)
    unsafe UnsafeMutableRawPointer(base + count + 8).storeBytes(of: second, as: UInt64.self)
    count += added
  }
}
