import Glibc

/// Allocates memory for a column; large ones on large pages, where the system has them: hash
/// tables are met at random, and most of such a meeting is finding the page.
///
/// - Returns: memory on a cache line's border, to be given to `free`; `nil` when there is none.
func allocateBulkMemory(_ byteCount: Int) -> UnsafeMutableRawPointer? {
  guard byteCount >= 2 * hugePageBytes else {
    return unsafe aligned_alloc(64, (byteCount + 63) & ~63)
  }
  let roundedCount = (byteCount + hugePageBytes - 1) & ~(hugePageBytes - 1)
  guard let memory = unsafe aligned_alloc(hugePageBytes, roundedCount) else { return nil }
  #if os(Linux)
    // Advice only: whether it is taken does not matter.
    unsafe _ = madvise(memory, roundedCount, MADV_HUGEPAGE)
  #endif
  return unsafe memory
}

private let hugePageBytes = 2 << 20
