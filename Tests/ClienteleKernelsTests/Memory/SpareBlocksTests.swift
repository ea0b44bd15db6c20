import ClienteleFixtures
import ClienteleKernels
import Testing

@Suite struct SpareBlocksTests {
  private let unit = SpareBlocks.unit

  @Test func `a block that was given back is given again`() throws {
    let spare = SpareBlocks(limitBytes: 8 * unit)
    let first = try Block(of: 3 * unit, from: spare)
    #expect(spare.byteCount == 0)
    first.giveBack()
    #expect(spare.byteCount == 3 * unit)
    let second = try Block(of: 3 * unit - 100, from: spare)
    #expect(first.address == second.address)
    #expect(spare.byteCount == 0)
    second.giveBack()
  }

  @Test func `blocks are cut from larger ones, which grow together again`() throws {
    let spare = SpareBlocks(limitBytes: 8 * unit)
    let whole = try Block(of: 4 * unit, from: spare)
    whole.giveBack()
    let parts = try (0..<4).map { _ in try Block(of: unit, from: spare) }
    #expect(spare.byteCount == 0)
    for index in [2, 0, 3, 1] { parts[index].giveBack() }
    let again = try Block(of: 4 * unit, from: spare)
    #expect(again.address == whole.address)
    again.giveBack()
  }

  @Test func `what is too small to serve is let go of before the system is asked`() throws {
    let spare = SpareBlocks(limitBytes: 100 * unit)
    try Block(of: 2 * unit, from: spare).giveBack()
    let large = try Block(of: 5 * unit, from: spare)
    #expect(spare.byteCount == 0)
    large.giveBack()
    #expect(spare.byteCount == 5 * unit)
  }

  @Test func `no more is kept than the limit`() throws {
    let spare = SpareBlocks(limitBytes: 3 * unit)
    let blocks = try [2, 2, 4].map { try Block(of: $0 * unit, from: spare) }
    for block in blocks {
      block.giveBack()
      #expect(spare.byteCount <= 3 * unit)
    }
    #expect(spare.byteCount >= unit)
    spare.limitBytes = unit
    #expect(spare.byteCount == unit)
    spare.giveBack()
    #expect(spare.byteCount == 0)
    spare.limitBytes = -1
    #expect(spare.limitBytes == 0)
  }

  @Test func `more than an address can hold is nil`() {
    let spare = SpareBlocks(limitBytes: 0)
    #expect(throws: Block.Missing.self) { try Block(of: .max, from: spare) }
    #expect(throws: Block.Missing.self) { try Block(of: 1 << 50, from: spare) }
  }

  @Test func `blocks in use are nobody else's`() throws {
    let spare = SpareBlocks(limitBytes: 12 * unit)
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededGenerator(seed: seed)
    var inUse: [(block: Block, number: Int)] = []
    for number in 0..<600 {
      if inUse.count < 6, Bool.random(using: &random) {
        let block = try Block(of: Int.random(in: 1...4 * unit, using: &random), from: spare)
        block.fill(with: number)
        inUse.append((block, number))
      } else if !inUse.isEmpty {
        let (block, number) = inUse.remove(at: Int.random(in: inUse.indices, using: &random))
        #expect(block.holds(number), "seed \(seed)")
        block.giveBack()
        #expect(spare.byteCount <= 12 * unit, "seed \(seed)")
      }
    }
    for (block, number) in inUse {
      #expect(block.holds(number), "seed \(seed)")
      block.giveBack()
    }
  }
}

/// A block that can be filled and looked at.
@safe
private struct Block {
  struct Missing: Error {}

  private let spare: SpareBlocks
  private let base: UnsafeMutableRawPointer
  private let byteCount: Int

  init(of byteCount: Int, from spare: SpareBlocks) throws(Missing) {
    guard let base = unsafe spare.block(of: byteCount) else { throw Missing() }
    unsafe self.base = base
    self.byteCount = byteCount
    self.spare = spare
  }

  var address: Int { unsafe Int(bitPattern: base) }

  func giveBack() { unsafe spare.take(back: base, of: byteCount) }

  func fill(with number: Int) {
    for place in places {
      unsafe base.storeBytes(
        of: UInt8(truncatingIfNeeded: number), toByteOffset: place, as: UInt8.self)
    }
  }

  func holds(_ number: Int) -> Bool {
    places.allSatisfy {
      unsafe base.load(fromByteOffset: $0, as: UInt8.self) == UInt8(truncatingIfNeeded: number)
    }
  }

  /// One byte of each page, and the last.
  private var places: [Int] { Array(stride(from: 0, to: byteCount, by: 4_096)) + [byteCount - 1] }
}
