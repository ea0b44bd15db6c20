/// Adds to each value's score one for every threshold that the value exceeds.
///
/// - Precondition: As many scores as values.
/// - Complexity: O(values × thresholds), without a branch.
package func countThresholds(
  exceededBy values: Span<Int32>, of thresholds: Span<Int32>, into scores: inout MutableSpan<UInt8>
) {
  genericCount(values, thresholds, &scores)
}

package func countThresholds(
  exceededBy values: Span<Int64>, of thresholds: Span<Int64>, into scores: inout MutableSpan<UInt8>
) {
  genericCount(values, thresholds, &scores)
}

@inline(__always)
private func genericCount<Value: SelectableInteger>(
  _ values: Span<Value>, _ thresholds: Span<Value>, _ scores: inout MutableSpan<UInt8>
) {
  precondition(values.count == scores.count, "a score for each value")
  for place in thresholds.indices {
    let threshold = thresholds[place]
    for index in values.indices { scores[index] &+= values[index] > threshold ? 1 : 0 }
  }
}
