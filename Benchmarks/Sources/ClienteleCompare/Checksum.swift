/// The checksum of an answer's whole numbers in their order, as `Scripts/compare/answers.py` has
/// it: each is mixed with its place by SplitMix64's mixer, and all are summed modulo 2⁶⁴.
struct Checksum {
  private var sum: UInt64 = 0
  private var place: UInt64 = 0

  mutating func add(_ value: Int) {
    place &+= 1
    var mixed = UInt64(bitPattern: Int64(value)) &+ place &* 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    sum &+= mixed ^ (mixed >> 31)
  }

  var text: String {
    let digits = String(sum, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  static func text(of values: [Int]) -> String {
    var checksum = Checksum()
    for value in values { checksum.add(value) }
    return checksum.text
  }
}
