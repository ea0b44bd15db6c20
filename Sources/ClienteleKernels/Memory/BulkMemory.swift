import Glibc

/// Memory on cache lines, for columns. Failure is nil: it must not end the process.
enum BulkMemory {
  /// Below it the heap is asked, which serves small blocks well.
  private static let leastBlock = 2 * SpareBlocks.unit

  static func allocate(_ byteCount: Int) -> UnsafeMutableRawPointer? {
    guard byteCount < leastBlock else { return unsafe SpareBlocks.shared.block(of: byteCount) }
    let size = (byteCount + 63) & ~63
    if let block = unsafe aligned_alloc(64, size) { return unsafe block }
    SpareBlocks.shared.giveBack()
    return unsafe aligned_alloc(64, size)
  }

  /// SAFETY: what ``allocate(_:)`` gave for so many bytes, and nobody uses any more.
  static func free(_ block: UnsafeMutableRawPointer, _ byteCount: Int) {
    guard byteCount < leastBlock else {
      return unsafe SpareBlocks.shared.take(back: block, of: byteCount)
    }
    unsafe Glibc.free(block)
  }
}
