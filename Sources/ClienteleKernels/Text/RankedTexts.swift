/// The texts of several numberings as one list without repeats, in byte order, and the place of
/// every numbering's codes in it.
///
/// Sorted rather than numbered by appearance: so a customer's number does not depend on the order
/// of the file, on how it was split, or on which thread met the customer first.
package struct RankedTexts: Sendable {
  /// Where each text begins in ``bytes``: `[count + 1]`.
  package let offsets: Column<Int>
  /// All texts, one after the other.
  package let bytes: Column<UInt8>
  /// For each numbering the rank of each of its codes.
  package let ranks: [Column<UInt32>]

  package var count: Int { offsets.count - 1 }

  init(offsets: Column<Int>, bytes: Column<UInt8>, ranks: [Column<UInt32>]) {
    self.offsets = offsets
    self.bytes = bytes
    self.ranks = ranks
  }

  /// The bytes of a text by rank.
  @_lifetime(borrow self)
  func span(at rank: Int) -> Span<UInt8> {
    bytes.span.extracting(offsets[rank]..<offsets[rank + 1])
  }

  /// A text by rank.
  package func text(at rank: Int) -> String {
    let span = bytes.span.extracting(offsets[rank]..<offsets[rank + 1])
    return unsafe span.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }

  /// The rank of a text, or `nil` when nobody has it.
  ///
  /// - Complexity: O(log n) comparisons.
  package func rank(of text: String) -> Int? {
    let wanted = Array(text.utf8)
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      let span = bytes.span.extracting(offsets[middle]..<offsets[middle + 1])
      switch Self.compare(span, wanted.span) {
      case 0: return middle
      case ..<0: low = middle + 1
      default: high = middle
      }
    }
    return nil
  }

  static func compare(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Int {
    for index in 0..<min(left.count, right.count) where left[index] != right[index] {
      return left[index] < right[index] ? -1 : 1
    }
    return left.count - right.count
  }
}
