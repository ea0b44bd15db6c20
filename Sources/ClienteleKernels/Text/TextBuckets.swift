/// Where a dictionary's texts are found by their hash: buckets of one cache line, three texts each.
///
/// A dictionary of many texts does not fit in the cache, so that looking one up costs what memory
/// takes to answer. Here it answers once: a text, packed in sixteen bytes, lies beside its code.
/// A full bucket sends its texts on to the next.
///
/// The words of a bucket: two for each text; then the three codes; then, above the third, how many
/// texts there are (top byte) and eight bits of each one's hash.
struct TextBuckets: ~Copyable {
  private var words: GrowingColumn<UInt64>
  private let mask: Int
  /// How far down a hash's highest bits are that say where looking begins.
  private let shift: UInt64

  static let textsPerBucket = 3
  fileprivate static let wordsPerBucket = 8
  /// No text has this code (``TextDictionary/maximumCount``).
  static let noCode = UInt32.max

  /// - Parameter bucketCount: a power of two, at least two.
  init(bucketCount: Int, on budget: MemoryBudget) throws(MemoryFailure) {
    words = try GrowingColumn(
      repeating: 0, count: bucketCount * Self.wordsPerBucket, on: budget)
    mask = bucketCount - 1
    shift = UInt64(64 - bucketCount.trailingZeroBitCount)
  }

  var bucketCount: Int { mask + 1 }

  /// Looks into these buckets, as long as they stay and nothing is added.
  @inline(__always)
  var reading: TextBucketReading {
    unsafe TextBucketReading(words: words.base, mask: mask, shift: shift)
  }

  @inline(__always)
  private func home(_ hash: UInt64) -> Int { reading.home(hash) }

  /// SAFETY: buckets are numbered up to `mask`.
  @inline(__always)
  private func bucket(_ number: Int) -> UnsafeMutablePointer<UInt64> {
    unsafe words.base + (number & mask) &* Self.wordsPerBucket
  }

  /// Puts a text that is not there where it belongs.
  ///
  /// - Precondition: there is room.
  func insert(_ entry: PackedText, code: UInt32, _ hash: UInt64) {
    var number = home(hash)
    while unsafe bucket(number)[7] >> 56 == Self.textsPerBucket { number &+= 1 }
    let bucket = unsafe bucket(number)
    let place = unsafe Int(truncatingIfNeeded: bucket[7] >> 56)
    unsafe bucket[2 * place] = entry.low
    unsafe bucket[2 * place + 1] = entry.high
    unsafe bucket[6 + place >> 1] |= UInt64(code) << (place == 1 ? 32 : 0)
    unsafe bucket[7] |= Self.mark(hash) << UInt64(32 + 8 * place)
    unsafe bucket[7] &+= 1 << 56
  }

  /// Twice as many buckets with the same texts.
  ///
  /// A text's home is where the highest bits of its hash say, so that the texts of one bucket go to
  /// two that are neighbours: memory is read and written from front to back.
  ///
  /// - Parameter hash: the hash of a text.
  func doubled(
    on budget: MemoryBudget, _ hash: (PackedText) -> UInt64
  ) throws(MemoryFailure) -> TextBuckets {
    let larger = try TextBuckets(bucketCount: 2 * bucketCount, on: budget)
    for number in 0..<bucketCount {
      let bucket = unsafe bucket(number)
      for place in 0..<(unsafe Int(truncatingIfNeeded: bucket[7] >> 56)) {
        let entry = unsafe PackedText(low: bucket[2 * place], high: bucket[2 * place + 1])
        let codes = unsafe bucket[6 + place >> 1] >> (place == 1 ? 32 : 0)
        larger.insert(entry, code: UInt32(truncatingIfNeeded: codes), hash(entry))
      }
    }
    return larger
  }

  /// Eight bits of a hash that do not say where its text's home is.
  @inline(__always)
  fileprivate static func mark(_ hash: UInt64) -> UInt64 { hash & 0xFF }
}

/// Looking into buckets without touching what owns them: nothing is counted or checked for each
/// text.
///
/// SAFETY: lives no longer than the buckets, to which nothing is added meanwhile.
@safe
struct TextBucketReading: @unchecked Sendable {
  private let words: UnsafePointer<UInt64>
  private let mask: Int
  private let shift: UInt64

  @inline(__always)
  fileprivate init(words: UnsafePointer<UInt64>, mask: Int, shift: UInt64) {
    unsafe self.words = words
    self.mask = mask
    self.shift = shift
  }

  @inline(__always)
  fileprivate func home(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> shift) }

  /// SAFETY: buckets are numbered up to `mask`.
  @inline(__always)
  private func bucket(_ number: Int) -> UnsafePointer<UInt64> {
    unsafe words + (number & mask) &* TextBuckets.wordsPerBucket
  }

  /// The last word of the bucket where looking for a text begins: reading it fetches the bucket.
  @inline(__always)
  func head(_ hash: UInt64) -> UInt64 { unsafe bucket(home(hash))[7] }

  /// The code of a text that its packed bytes tell, or ``TextBuckets/noCode``.
  ///
  /// - Parameter head: what ``head(_:)`` said of its hash.
  @inline(__always)
  func code(of packed: PackedText, _ hash: UInt64, head: UInt64) -> UInt32 {
    let isText = { (text: UnsafePointer<UInt64>, _: Int, _: UInt64) in
      unsafe text[0] == packed.low && text[1] == packed.high
    }
    return unsafe code(hash, head: head, where: isText)
  }

  /// The code of a text of which packed bytes tell only where it lies, or ``TextBuckets/noCode``.
  func code(_ hash: UInt64, where isText: (PackedText) -> Bool) -> UInt32 {
    let mark = TextBuckets.mark(hash)
    return unsafe code(hash, head: head(hash)) { text, place, head in
      UInt64(truncatingIfNeeded: head >> UInt64(32 + 8 * place)) & 0xFF == mark
        && isText(unsafe PackedText(low: text[0], high: text[1]))
    }
  }

  @inline(__always)
  private func code(
    _ hash: UInt64, head: UInt64,
    where isText: (_ text: UnsafePointer<UInt64>, _ place: Int, _ head: UInt64) -> Bool
  ) -> UInt32 {
    var number = home(hash)
    var head = head
    while true {
      let bucket = unsafe bucket(number)
      let count = Int(truncatingIfNeeded: head >> 56)
      for place in 0..<count where unsafe isText(bucket + 2 &* place, place, head) {
        let codes = unsafe bucket[6 &+ place >> 1]
        return UInt32(truncatingIfNeeded: place & 1 == 1 ? codes >> 32 : codes)
      }
      if count < TextBuckets.textsPerBucket { return TextBuckets.noCode }
      number &+= 1
      head = unsafe self.bucket(number)[7]
    }
  }
}
