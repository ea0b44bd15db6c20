/// A random generator whose every run is the same for the same seed, on every machine.
///
/// Source: SplitMix64, Steele, Lea and Flood (2014), "Fast splittable pseudorandom number
/// generators".
struct SplitMix: RandomNumberGenerator, Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// One of many generators that one seed stands for.
  init(seed: UInt64, stream: Int) {
    var first = SplitMix(seed: seed)
    state = first.next() ^ (UInt64(stream) &* 0xD1B5_4A32_D192_ED03)
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number in 0 ..< 1.
  mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }
}
