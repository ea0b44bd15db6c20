/// Adds to each value's score one for every threshold that the value exceeds.
///
/// - Precondition: As many scores as values.
/// - Complexity: O(values × thresholds), without a branch.
@_lifetime(scores: copy scores)
package func countThresholds(
  exceededBy values: Span<Int32>, of thresholds: Span<Int32>, into scores: inout MutableSpan<UInt8>
) {
  genericCount(values, thresholds, &scores)
}

@_lifetime(scores: copy scores)
package func countThresholds(
  exceededBy values: Span<Int64>, of thresholds: Span<Int64>, into scores: inout MutableSpan<UInt8>
) {
  genericCount(values, thresholds, &scores)
}

@_lifetime(scores: copy scores)
@inline(__always)
private func genericCount<Value: SelectableInteger>(
  _ values: Span<Value>, _ thresholds: Span<Value>, _ scores: inout MutableSpan<UInt8>
) {
  precondition(values.count == scores.count, "a score for each value")
  unsafe values.withUnsafeBufferPointer { values in
    unsafe scores.withUnsafeMutableBufferPointer { scores in
      for place in thresholds.indices {
        let threshold = thresholds[place]
        // SAFETY: both buffers have as many elements, by the precondition.
        for index in 0..<values.count {
          unsafe scores[index] &+= values[index] > threshold ? 1 : 0
        }
      }
    }
  }
}

/// Divides every group by a score: group × bins + score, with the score counted from the top where
/// fewer is better. Groups of `nobody` stay so.
///
/// - Precondition: As many groups as scores, below `bins`; no group reaches `nobody`.
/// - Complexity: O(n), without a branch.
@_lifetime(groups: copy groups)
package func divideGroups(
  _ groups: inout MutableSpan<UInt16>, by scores: Span<UInt8>, of bins: Int, fromTop: Bool,
  nobody: UInt16
) {
  precondition(groups.count == scores.count, "a score for each group")
  let (factor, top) = (UInt16(bins), UInt16(bins - 1))
  for index in scores.indices {
    let group = groups[index]
    let score = fromTop ? top &- UInt16(scores[index]) : UInt16(scores[index])
    groups[index] = group == nobody ? group : group &* factor &+ score
  }
}
