/// Numbers texts that many threads meet.
///
/// Looking up and adding take turns. First all threads look texts up at the same time, and nothing
/// changes; what is not known they put aside (``TextCodes``). Then it is added, each thread to a
/// part of its own: which part a text belongs to, its hash says. So there is one dictionary and not
/// one for each thread, nobody waits for a lock, and no text is in two parts; and where the same
/// texts come again and again, the first stretches of a file have most of what there is to add.
///
/// Texts that end in numbers which lie close together are found by these, once it has been seen
/// that most do (``settle()``).
package final class SharedTextDictionary: @unchecked Sendable {
  let parts: [TextDictionary]
  let seed: UInt64
  private let budget: MemoryBudget
  private var numbers: NumberTable?
  /// How many texts are to be found by their hash before numbers are tried again.
  private var nextTrial = 1_000

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
    self.budget = budget
  }

  /// Where texts are found by their numbers; good until ``settle()``.
  var numberReading: NumberReading? { numbers?.reading }

  /// The texts and their codes.
  package var numbering: TextNumbering { TextNumbering(parts: parts) }

  /// Lets go of what only looking up needs.
  package func endLookingUp() throws(MemoryFailure) {
    numbers = nil
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

  // MARK: Numbers

  /// Finds texts by their numbers from now on, if that is possible for more of them than today.
  ///
  /// To be said between adding and looking up, while nobody does either. What is found, and in what
  /// order, is the same with and without.
  package func settle() {
    let bucketed = parts.reduce(0) { $0 + $1.bucketedCount }
    guard bucketed >= nextTrial else { return }
    // Each trial looks at all texts: as they grow in number, trials become rare.
    nextTrial = 2 * bucketed
    guard let pattern = numbers?.pattern ?? likelyPattern(),
      let range = closeNumbers(of: pattern),
      let table = try? NumberTable(pattern, range, on: budget)
    else { return }
    let reading = table.reading
    for (place, part) in parts.enumerated() {
      for own in 0..<part.count {
        let slot = reading.slot(of: part.entry(own))
        guard slot != NumberReading.noSlot else { continue }
        reading[slot] = Self.code(UInt32(own), ofPart: place, of: parts.count)
      }
    }
    // Whoever finds no memory for fewer buckets keeps those there are.
    for part in parts {
      try? part.keepBucketed { reading.slot(of: $0) == NumberReading.noSlot }
    }
    numbers = consume table
    let (all, rest) = parts.reduce((0, 0)) { ($0.0 + $1.count, $0.1 + $1.bucketedCount) }
    nextTrial = max(1_000, all / 4, 2 * rest)
  }

  /// The pattern that most of some texts are of.
  private func likelyPattern() -> NumberPattern? {
    let sample = (0..<min(parts[0].count, 500)).map { parts[0].entry($0) }
    let candidates = sample.prefix(16).flatMap(NumberPattern.candidates)
    let counted = candidates.map { pattern in
      (pattern, count: sample.count { pattern.number(of: $0) != NumberPattern.noNumber })
    }
    return counted.max { $0.count < $1.count }?.0
  }

  /// The numbers that a table is to hold, with room for more on both sides; `nil` if it would be
  /// large for the texts that are in it, or these are not most.
  private func closeNumbers(of pattern: NumberPattern) -> Range<Int>? {
    var (count, low, high) = (0, Int.max, Int.min)
    for part in parts {
      for own in 0..<part.count {
        let number = pattern.number(of: part.entry(own))
        guard number != NumberPattern.noNumber else { continue }
        (count, low, high) = (count + 1, min(low, number), max(high, number))
      }
    }
    guard 2 * count > parts.reduce(0, { $0 + $1.count }) else { return nil }
    let (reach, most) = (high - low + 1, Self.slotsPerText * count)
    guard reach <= most else { return nil }
    let room = min(reach / 2 + 1_024, most - reach)
    let below = min(low, room / 2)
    return low - below..<high + 1 + room - below
  }

  /// A text found by its hash takes some forty bytes.
  private static let slotsPerText = 8
}
