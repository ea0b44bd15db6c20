/// An array that is filled in blocks, on up to `threads` threads: each block straight into its
/// place, so that nothing is left to be joined by one thread.
///
/// - Parameters:
///   - count: Of elements.
///   - blockSize: Above 0; the last block may be smaller.
///   - fill: Appends the elements of a range, and neither more nor fewer.
/// - Returns: `[count]`.
package func mapBlocks<Element: BitwiseCopyable & Sendable>(
  of count: Int, blockSize: Int, threads: Int,
  _ fill: @Sendable (_ range: Range<Int>, _ output: inout OutputSpan<Element>) -> Void
) -> [Element] {
  let blockCount = (count + blockSize - 1) / blockSize
  return unsafe [Element](unsafeUninitializedCapacity: count) { buffer, filledCount in
    // SAFETY: blocks do not overlap, every one is filled to its end, and all tasks have ended
    // before `filledCount` is set.
    nonisolated(unsafe) let slots = unsafe buffer
    forEachTask(blockCount, threads: threads) { block in
      let range = block * blockSize..<min((block + 1) * blockSize, count)
      let part = unsafe UnsafeMutableBufferPointer(rebasing: slots[range])
      var output = unsafe OutputSpan(buffer: part, initializedCount: 0)
      fill(range, &output)
      let written = unsafe output.finalize(for: part)
      precondition(written == range.count, "a block must be filled to its end")
    }
    filledCount = count
  }
}
