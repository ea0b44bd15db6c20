import Glibc

/// Big blocks of memory: from the system, and kept when they are given back, for who asks next.
///
/// A page the system has just handed out costs more than all that is done with it: it was cleared,
/// and on a virtual machine perhaps fetched from the host. So blocks that are given back stay with
/// the process, and the system is told that it may take them when it runs short. A block is cut
/// from the smallest kept stretch that holds it. If none does, as much is let go of as is asked
/// from the system: keeping never takes more than big blocks took together before.
@safe
package final class SpareBlocks: @unchecked Sendable {
  /// That of all columns.
  package static let shared = SpareBlocks(limitBytes: machineByteCount / 8)

  private let lock = Lock()
  /// In the order of addresses; no two of them touch.
  private var stretches: [Stretch] = []
  private var spareByteCount = 0
  private var limitByteCount: Int

  private struct Stretch {
    var start: Int
    var byteCount: Int
    var end: Int { start + byteCount }
  }

  /// - Parameter limitBytes: how much is kept at most.
  package init(limitBytes: Int) {
    limitByteCount = limitBytes
  }

  deinit { letGo(of: .max) }

  private static var machineByteCount: Int {
    max(0, sysconf(Int32(_SC_PHYS_PAGES))) * max(0, sysconf(Int32(_SC_PAGESIZE)))
  }

  package var byteCount: Int { lock.withLock { spareByteCount } }

  /// How much is kept at most. What is more goes back to the system at once.
  package var limitBytes: Int {
    get { lock.withLock { limitByteCount } }
    set {
      lock.withLock {
        limitByteCount = max(0, newValue)
        letGo(of: spareByteCount - limitByteCount)
      }
    }
  }

  /// Gives all back to the system.
  package func giveBack() { lock.withLock { letGo(of: .max) } }

  // MARK: Blocks

  /// Blocks are whole huge pages, because columns are written in hundreds of places at once and
  /// each small page would be looked up.
  package static let unit = 2 << 20

  /// The size of the block that holds so many bytes.
  private static func size(of byteCount: Int) -> Int? {
    let (sum, overflow) = byteCount.addingReportingOverflow(unit - 1)
    return overflow ? nil : sum & ~(unit - 1)
  }

  /// A block whose content is anything, or nil if the system has none to give.
  package func block(of byteCount: Int) -> UnsafeMutableRawPointer? {
    guard let size = Self.size(of: byteCount) else { return nil }
    return unsafe lock.withLock {
      if let kept = unsafe cut(size) { return unsafe kept }
      letGo(of: size)
      if let new = unsafe mapped(size) { return unsafe new }
      letGo(of: .max)
      return unsafe mapped(size)
    }
  }

  /// SAFETY: the block of so many bytes, of this store, which nobody uses any more.
  package func take(back block: UnsafeMutableRawPointer, of byteCount: Int) {
    let size = Self.size(of: byteCount)!
    lock.withLock {
      guard size <= limitByteCount else {
        unsafe munmap(block, size)
        return
      }
      letGo(of: spareByteCount + size - limitByteCount)
      unsafe madvise(block, size, MADV_FREE)
      insert(Stretch(start: Int(bitPattern: block), byteCount: size))
    }
  }

  // MARK: Stretches

  private func cut(_ size: Int) -> UnsafeMutableRawPointer? {
    let holding = stretches.indices.lazy.filter { self.stretches[$0].byteCount >= size }
    guard let index = holding.min(by: { stretches[$0].byteCount < stretches[$1].byteCount })
    else { return nil }
    let start = stretches[index].start
    stretches[index].start += size
    stretches[index].byteCount -= size
    if stretches[index].byteCount == 0 { stretches.remove(at: index) }
    spareByteCount -= size
    return unsafe UnsafeMutableRawPointer(bitPattern: start)
  }

  private func insert(_ new: Stretch) {
    var index = stretches.firstIndex { $0.start > new.start } ?? stretches.count
    spareByteCount += new.byteCount
    if index > 0, stretches[index - 1].end == new.start {
      index -= 1
      stretches[index].byteCount += new.byteCount
    } else {
      stretches.insert(new, at: index)
    }
    if index + 1 < stretches.count, stretches[index].end == stretches[index + 1].start {
      stretches[index].byteCount += stretches.remove(at: index + 1).byteCount
    }
  }

  /// Gives at least so much back to the system, or all there is; the largest stretches first.
  private func letGo(of byteCount: Int) {
    var left = byteCount
    while left > 0,
      let index = stretches.indices.max(by: {
        stretches[$0].byteCount < stretches[$1].byteCount
      })
    {
      let size = min(stretches[index].byteCount, Self.size(of: left) ?? .max)
      stretches[index].byteCount -= size
      // SAFETY: the stretch is ours, and nobody uses it.
      unsafe munmap(UnsafeMutableRawPointer(bitPattern: stretches[index].end), size)
      if stretches[index].byteCount == 0 { stretches.remove(at: index) }
      spareByteCount -= size
      left -= size
    }
  }

  /// A new block, on the border of a huge page.
  private func mapped(_ size: Int) -> UnsafeMutableRawPointer? {
    let (room, overflow) = size.addingReportingOverflow(Self.unit)
    guard !overflow else { return nil }
    let raw = unsafe mmap(nil, room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let raw = unsafe raw, unsafe raw != MAP_FAILED else { return nil }
    let start = Int(bitPattern: raw)
    let before = (start + Self.unit - 1) & ~(Self.unit - 1) - start
    if before > 0 { unsafe munmap(raw, before) }
    let block = unsafe raw + before
    if Self.unit > before { unsafe munmap(block + size, Self.unit - before) }
    unsafe madvise(block, size, MADV_HUGEPAGE)
    return unsafe block
  }
}
