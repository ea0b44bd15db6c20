import Clientele
import Testing

/// A zone with a table, a rule, and every kind of block.
private let central = TZifFile(
  offsets: [3208, 3600, 7200], transitions: [(-2_422_054_408, 1), (1_603_587_600, 1)],
  footer: "CET-1CEST,M3.5.0,M10.5.0/3")

struct TimeZoneErrorTests {
  private func expect(
    _ fault: TimeZoneError.Fault, _ bytes: [UInt8], location: SourceLocation = #_sourceLocation
  ) {
    #expect(throws: TimeZoneError(zone: "X", fault: fault), sourceLocation: location) {
      try TimeZoneRules(name: "X", tzif: bytes)
    }
  }

  @Test func `other data than a time zone are refused`() {
    expect(.notTimeZoneData, [])
    expect(.notTimeZoneData, Array("order_id,customer_id,amount,paid_at,status,region".utf8))
    // The second header is somewhere else than the first one says.
    var bytes = central.bytes
    bytes[39] += 1
    expect(.notTimeZoneData, bytes)
  }

  @Test func `versions later than 4 are refused`() {
    for version in [1, UInt8(ascii: "1"), UInt8(ascii: "5"), 255] {
      var file = central
      file.version = version
      expect(.unknownVersion(version), file.bytes)
    }
  }

  @Test func `versions 1 to 4 are read`() throws {
    for version in [0, UInt8(ascii: "2"), UInt8(ascii: "3"), UInt8(ascii: "4")] {
      let file = TZifFile(version: version, offsets: [60], footer: "<+0001>-0:01")
      let rules = try TimeZoneRules(name: "X", tzif: file.bytes)
      #expect(rules.offsetSeconds(atInstant: 0) == 60)
    }
  }

  @Test func `a file cut short anywhere is refused`() throws {
    let bytes = central.bytes
    for count in bytes.indices {
      #expect(throws: TimeZoneError.self) {
        try TimeZoneRules(name: "X", tzif: Array(bytes[..<count]))
      }
    }
    expect(.truncated(byteCount: 20, neededByteCount: 44), Array(bytes[..<20]))
    _ = try TimeZoneRules(name: "X", tzif: bytes)
  }

  @Test func `counts larger than the file are refused before anything is allocated`() {
    var bytes = TZifFile(version: 0, offsets: [0]).bytes
    for position in 32..<36 { bytes[position] = 0xFF }
    expect(
      .truncated(byteCount: bytes.count, neededByteCount: bytes.count + 5 * 0xFFFF_FFFF), bytes)
  }

  @Test func `a table that counts leap seconds is refused`() {
    var file = central
    file.leapSecondCount = 27
    expect(.countsLeapSeconds, file.bytes)
  }

  @Test func `a table without offsets is refused`() {
    var file = central
    file.offsets = []
    file.transitions = []
    expect(.noOffsets, file.bytes)
  }

  @Test func `transitions out of order or beyond all calendars are refused`() {
    var file = central
    file.transitions = [(10, 1), (20, 0), (20, 1)]
    expect(.transitionOutOfOrder(index: 2), file.bytes)
    file.transitions = [(10, 1), (5, 0)]
    expect(.transitionOutOfOrder(index: 1), file.bytes)
    file.transitions = [(.min, 1)]
    expect(.transitionOutOfOrder(index: 0), file.bytes)
    file.transitions = [(0, 1), (.max, 1)]
    expect(.transitionOutOfOrder(index: 1), file.bytes)
  }

  @Test func `a transition to an offset that is not there is refused`() {
    var file = central
    file.transitions = [(10, 3)]
    expect(.unknownOffset(transitionIndex: 0), file.bytes)
  }

  @Test func `offsets of more than a day and two hours are refused`() throws {
    for seconds: Int32 in [-90_000, 93_600, .min, .max] {
      expect(.offsetOutOfRange(seconds: Int(seconds)), TZifFile(offsets: [seconds]).bytes)
    }
    for seconds: Int32 in [-89_999, 93_599] {
      _ = try TimeZoneRules(name: "X", tzif: TZifFile(offsets: [seconds]).bytes)
    }
  }

  @Test func `a rule that starts with another offset than the table ends with is refused`() {
    var file = central
    file.footer = "EET-2"
    expect(.footerContradictsTable("EET-2"), file.bytes)
  }

  @Test func `each fault is told in one sentence with the zone's name`() {
    let faults: [TimeZoneError.Fault] = [
      .notTimeZoneData, .unknownVersion(53), .truncated(byteCount: 20, neededByteCount: 44),
      .countsLeapSeconds, .noOffsets, .transitionOutOfOrder(index: 2),
      .unknownOffset(transitionIndex: 0), .offsetOutOfRange(seconds: 93_600), .badFooter("EST"),
      .footerContradictsTable("EET-2"),
    ]
    let sentences = faults.map { TimeZoneError(zone: "Asia/Shanghai", fault: $0).description }
    #expect(Set(sentences).count == faults.count)
    for sentence in sentences {
      #expect(sentence.hasPrefix("time zone Asia/Shanghai: "))
      #expect(!sentence.contains("\n"))
    }
  }

  @Test func `damaged bytes are refused or read, and never trap`() {
    var random = SplitMix(seed: .random(in: 0 ... .max))
    print("damage seed \(random.seed)")
    let intact = central.bytes
    var readCount = 0
    for _ in 0..<5000 {
      var bytes = intact
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let extremes: [UInt8] = [0, 1, 0x7F, 0x80, 0xFF, random.next(upperBound: 255)]
        bytes[Int.random(in: bytes.indices, using: &random)] =
          extremes.randomElement(using: &random)!
      }
      guard let rules = try? TimeZoneRules(name: "X", tzif: bytes) else { continue }
      readCount += 1
      for instant: Int64 in [.min, -1 << 47, -2_422_054_408, 0, 1_603_587_600, 1 << 47, .max] {
        _ = rules.offsetSeconds(atInstant: instant)
      }
      for day: Day in ["0001-01-01", "1893-04-01", "2020-10-25", "9999-12-31"] {
        _ = rules.resolve(local: day, secondOfDay: 9000)
      }
    }
    #expect(readCount > 100)
  }
}
