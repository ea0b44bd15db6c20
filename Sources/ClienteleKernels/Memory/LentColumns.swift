/// A caller's array that columns may stand on for a while, without a copy.
///
/// Only ``withLentColumns(over:as:_:)`` makes one.
@safe
package struct LentColumns<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
  package let count: Int
  private let base: UnsafeMutablePointer<Element>
  private let loan: Loan

  fileprivate init(_ base: UnsafeMutablePointer<Element>, count: Int, loan: Loan) {
    unsafe self.base = base
    self.count = count
    self.loan = loan
  }

  /// The rows of the array as a column, which must be gone when the loan ends.
  package func column(_ rows: Range<Int>) -> Column<Element> {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= count)
    // SAFETY: the rows lie in the array, which stays until the loan ends; that no column outlives
    // it is checked then.
    return unsafe Column(lent: base + rows.lowerBound, count: rows.count, loan: loan)
  }
}

/// What every column on lent memory holds, so that it shows when one is left.
final class Loan: Sendable {}

/// Lends an array's memory to columns while `body` runs.
///
/// What reads columns can so read a caller's array: at 20 million rows, copying customers, days and
/// amounts first takes longer than dealing them out.
///
/// - Parameter type: What the columns hold: as many bytes as an element of the array.
/// - Precondition: `body` leaves no column behind. One that it leaves ends the process, before
///   anything can be read from memory that is gone.
package func withLentColumns<
  Source: BitwiseCopyable, Element: BitwiseCopyable & Sendable, Output, Failure: Error
>(
  over values: [Source], as type: Element.Type,
  _ body: (LentColumns<Element>) throws(Failure) -> Output
) throws(Failure) -> Output {
  precondition(
    MemoryLayout<Source>.stride == MemoryLayout<Element>.stride
      && MemoryLayout<Source>.alignment == MemoryLayout<Element>.alignment)
  var loan = Loan()
  defer { precondition(isKnownUniquelyReferenced(&loan), "a column outlived its memory") }
  return try unsafe values.withUnsafeBufferPointer { (buffer) throws(Failure) -> Output in
    // SAFETY: plain values of one size; nothing writes through the pointer, because only columns
    // that are being built are written to, and a lent one never is.
    let raw = unsafe UnsafeMutableRawPointer(mutating: UnsafeRawPointer(buffer.baseAddress))
    let nowhere = unsafe UnsafeMutableRawPointer(bitPattern: MemoryLayout<Element>.alignment)!
    let base = unsafe (raw ?? nowhere).assumingMemoryBound(to: Element.self)
    return try body(unsafe LentColumns(base, count: buffer.count, loan: loan))
  }
}
