import Glibc

/// Memory that many small columns share, and that none of the heap is held for.
@safe
final class MemoryPiece: @unchecked Sendable {
  let base: UnsafeMutableRawPointer
  let byteCount: Int
  private let budget: MemoryBudget

  init(byteCount: Int, on budget: MemoryBudget) throws(MemoryFailure) {
    try budget.reserve(byteCount)
    guard let base = unsafe Self.allocate(byteCount) else {
      budget.release(byteCount)
      throw .exhausted(neededBytes: byteCount)
    }
    unsafe self.base = base
    self.byteCount = byteCount
    self.budget = budget
  }

  deinit {
    // SAFETY: the piece is freed once, the way it was allocated.
    if byteCount < SpareBlocks.unit {
      unsafe munmap(base, byteCount)
    } else {
      unsafe SpareBlocks.shared.take(back: base, of: byteCount)
    }
    budget.release(byteCount)
  }

  private static func allocate(_ byteCount: Int) -> UnsafeMutableRawPointer? {
    guard byteCount < SpareBlocks.unit else {
      return unsafe SpareBlocks.shared.block(of: byteCount)
    }
    if let piece = unsafe mapped(byteCount) { return unsafe piece }
    SpareBlocks.shared.giveBack()
    return unsafe mapped(byteCount)
  }

  private static func mapped(_ byteCount: Int) -> UnsafeMutableRawPointer? {
    let raw = unsafe mmap(
      nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    return unsafe raw == MAP_FAILED ? nil : raw
  }
}
