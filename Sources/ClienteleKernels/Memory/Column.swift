/// An immutable column of plain values, booked on a budget and allocated so that failure is an
/// error.
///
/// The one owner of its memory, unless that is lent to it (``LentColumns``): tables and results
/// share columns by reference, never by copy.
@safe
package final class Column<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
  package let count: Int
  @usableFromInline let base: UnsafeMutablePointer<Element>
  private let owner: Owner

  private enum Owner {
    case column(MemoryBudget, byteCount: Int)
    case lender(Loan)
    case store(MemoryPiece)
  }

  /// Values that lie in somebody else's memory.
  ///
  /// SAFETY: that memory must hold `count` values for as long as `loan` is held.
  init(lent base: UnsafeMutablePointer<Element>, count: Int, loan: Loan) {
    unsafe self.base = base
    self.count = count
    owner = .lender(loan)
  }

  /// Values that lie in a piece of memory beside others.
  ///
  /// SAFETY: `count` values at `base` lie in the piece, and are this column's alone.
  init(in piece: MemoryPiece, at base: UnsafeMutablePointer<Element>, count: Int) {
    unsafe self.base = base
    self.count = count
    owner = .store(piece)
  }

  /// A column whose memory holds nothing yet. Only kernels may see one.
  init(uninitialized count: Int, on budget: MemoryBudget) throws(MemoryFailure) {
    precondition(count >= 0)
    let (size, overflow) = count.multipliedReportingOverflow(by: MemoryLayout<Element>.stride)
    guard !overflow, size <= Int.max - 63 else { throw .exhausted(neededBytes: .max) }
    let byteCount = max(64, (size + 63) & ~63)  // whole cache lines; aligned_alloc asks for it
    try budget.reserve(byteCount)
    // SAFETY: freed once, in deinit; `count` elements fit in `byteCount`.
    guard let raw = unsafe BulkMemory.allocate(byteCount) else {
      budget.release(byteCount)
      throw .exhausted(neededBytes: byteCount)
    }
    unsafe base = raw.bindMemory(to: Element.self, capacity: count)
    self.count = count
    owner = .column(budget, byteCount: byteCount)
  }

  /// A column of `count` values, written by `fill` from first to last.
  package convenience init(
    count: Int, on budget: MemoryBudget, filledBy fill: (inout OutputSpan<Element>) -> Void
  ) throws(MemoryFailure) {
    try self.init(uninitialized: count, on: budget)
    // SAFETY: the span covers exactly the memory just allocated.
    let buffer = unsafe UnsafeMutableBufferPointer(start: base, count: count)
    var output = unsafe OutputSpan(buffer: buffer, initializedCount: 0)
    fill(&output)
    let filledCount = unsafe output.finalize(for: buffer)
    precondition(filledCount == count, "a column must be filled to its end")
  }

  package convenience init(
    repeating value: Element, count: Int, on budget: MemoryBudget
  ) throws(MemoryFailure) {
    try self.init(count: count, on: budget) { output in
      for _ in 0..<count { output.append(value) }
    }
  }

  package convenience init(
    copying values: Span<Element>, on budget: MemoryBudget
  ) throws(MemoryFailure) {
    try self.init(uninitialized: values.count, on: budget)
    unsafe values.withUnsafeBufferPointer { source in
      if let start = source.baseAddress {
        unsafe base.initialize(from: start, count: source.count)
      }
    }
  }

  package convenience init(
    _ values: [Element], on budget: MemoryBudget
  ) throws(MemoryFailure) {
    try self.init(copying: values.span, on: budget)
  }

  deinit {
    guard case .column(let budget, let byteCount) = owner else { return }
    unsafe BulkMemory.free(base, byteCount)
    budget.release(byteCount)
  }

  @inlinable
  package var span: Span<Element> {
    @_lifetime(borrow self)
    get {
      // SAFETY: `base` lives as long as `self`, and nothing writes after initialisation.
      let span = unsafe Span(_unsafeStart: base, count: count)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  @inlinable
  package subscript(_ index: Int) -> Element {
    precondition(index >= 0 && index < count)
    return unsafe base[index]
  }
}
