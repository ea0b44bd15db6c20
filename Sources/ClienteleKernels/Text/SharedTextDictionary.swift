/// Numbers texts that many threads meet.
///
/// Looking up and adding take turns. First all threads look texts up at the same time, and nothing
/// changes; what is not known they put aside (``TextCodes``). Then it is added, each thread to a
/// part of its own: which part a text belongs to, its hash says. So there is one dictionary and not
/// one for each thread, nobody waits for a lock, and no text is in two parts; and where the same
/// texts come again and again, the first stretches of a file have most of what there is to add.
package final class SharedTextDictionary: Sendable {
  let parts: [TextDictionary]
  let seed: UInt64

  /// - Parameters:
  ///   - threads: How many will add texts; results do not depend on it.
  ///   - limit: How many different texts may be met, in all parts about equally many.
  package init(
    seed: UInt64, threads: Int, limit: Int = TextDictionary.maximumCount, on budget: MemoryBudget
  ) throws(MemoryFailure) {
    var count = 1
    while count < min(threads, 64) { count *= 2 }
    var parts: [TextDictionary] = []
    for _ in 0..<count {
      parts.append(try TextDictionary(seed: seed, limit: limit / count, on: budget))
    }
    self.parts = parts
    self.seed = seed
  }

  /// The texts and their codes.
  package var numbering: TextNumbering { TextNumbering(parts: parts) }

  /// Lets go of what only looking up needs.
  package func endLookingUp() throws(MemoryFailure) {
    for part in parts { try part.endLookingUp() }
  }

  package var partCount: Int { parts.count }

  @inline(__always)
  func part(_ hash: UInt64) -> Int { Self.part(hash, of: parts.count) }

  /// The part that a text belongs to. Other bits of its hash say where it is in there.
  @inline(__always)
  static func part(_ hash: UInt64, of partCount: Int) -> Int {
    Int(truncatingIfNeeded: hash >> 8) & (partCount &- 1)
  }

  /// The code that a part's own code is among those of all.
  @inline(__always)
  static func code(_ own: UInt32, ofPart part: Int, of partCount: Int) -> UInt32 {
    own &* UInt32(truncatingIfNeeded: partCount) &+ UInt32(truncatingIfNeeded: part)
  }

  /// Adds those texts of many stretches that belong to a part, in the order of the stretches, and
  /// tells the stretches their codes.
  ///
  /// - Precondition: Nobody looks up meanwhile, and nobody else adds to the part.
  package func add(_ stretches: [TextCodes], toPart part: Int) throws(MemoryFailure) {
    for stretch in stretches { try stretch.add(toPart: part, of: self) }
  }
}
