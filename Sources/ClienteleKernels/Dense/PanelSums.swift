/// Sums of a panel – members × columns, whole numbers – by any number of overlapping groups at
/// once: `Gᵀ · P`, one matrix product for all groups and columns.
///
/// A member may be in hundreds of groups. Adding its columns to each of them one by one costs
/// members × groups × columns scattered additions; the product does the same in blocks that stay
/// in registers. From how many groups on that is faster has not been measured, and no analysis uses
/// it yet.
///
/// Exact: a `Double` holds whole numbers below 2⁵³, and no sum in a block reaches that. Values
/// that are too large are divided into two limbs of 40 and 24 bits, each multiplied by itself.
/// So the result does not depend on how BLAS orders its additions, on the CPU, or on threads.
package struct PanelSums: Sendable {
  package let groupCount: Int
  package let columnCount: Int
  /// `[groupCount × columnCount]`
  package private(set) var sums: [Int128]

  /// Rows of one product: few enough that both factors stay in cache, and that the sum of as many
  /// 40-bit limbs stays below 2⁵³.
  package static let blockRowCount = 256

  private static let limbBits: Int64 = 40

  private var product: [Double]

  package init(groupCount: Int, columnCount: Int) {
    self.groupCount = groupCount
    self.columnCount = columnCount
    sums = Array(repeating: 0, count: groupCount * columnCount)
    product = Array(repeating: 0, count: groupCount * columnCount)
  }

  /// Adds up to ``blockRowCount`` members.
  ///
  /// - Parameters:
  ///   - groups: 1 where a member is in a group, else 0: `[rowCount × groupCount]`.
  ///   - values: `[rowCount × columnCount]`.
  package mutating func add(groups: Span<Double>, values: Span<Int64>, rowCount: Int) {
    precondition(rowCount <= Self.blockRowCount)
    precondition(groups.count == rowCount * groupCount && values.count == rowCount * columnCount)
    if Self.largestMagnitude(values) < 1 << UInt64(Self.limbBits) {
      addProduct(groups, limb(values) { $0 }, rowCount: rowCount, times: 1)
    } else {
      let mask: Int64 = 1 << Self.limbBits - 1
      addProduct(groups, limb(values) { $0 & mask }, rowCount: rowCount, times: 1)
      addProduct(
        groups, limb(values) { $0 >> Self.limbBits }, rowCount: rowCount,
        times: 1 << Int128(Self.limbBits))
    }
  }

  package mutating func merge(_ other: PanelSums) {
    precondition(groupCount == other.groupCount && columnCount == other.columnCount)
    for index in sums.indices { sums[index] += other.sums[index] }
  }

  private mutating func addProduct(
    _ groups: Span<Double>, _ values: [Double], rowCount: Int, times scale: Int128
  ) {
    let (groupCount, columnCount) = (groupCount, columnCount)
    OneThreadedBLAS.perform {
      var result = product.mutableSpan
      multiplyTransposed(
        groups, values.span, rowCount: rowCount, columnCount: groupCount, width: columnCount,
        into: &result)
    }
    for index in sums.indices { sums[index] += Int128(product[index]) * scale }
  }

  private func limb(_ values: Span<Int64>, _ part: (Int64) -> Int64) -> [Double] {
    values.indices.map { index in Double(part(values[index])) }
  }

  private static func largestMagnitude(_ values: Span<Int64>) -> UInt64 {
    var largest: UInt64 = 0
    for index in values.indices { largest = max(largest, values[index].magnitude) }
    return largest
  }
}
