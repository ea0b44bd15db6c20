import Clientele
import Testing

struct TimeZoneRulesTests {
  @Test func `UTC has the days of whole 86,400 seconds, also before 1970`() {
    #expect(TimeZoneRules.utc.day(ofInstant: 0) == "1970-01-01")
    #expect(TimeZoneRules.utc.day(ofInstant: 86_399) == "1970-01-01")
    #expect(TimeZoneRules.utc.day(ofInstant: 86_400) == "1970-01-02")
    #expect(TimeZoneRules.utc.day(ofInstant: -1) == "1969-12-31")
    #expect(TimeZoneRules.utc.day(ofInstant: -86_400) == "1969-12-31")
    #expect(TimeZoneRules.utc.day(ofInstant: -86_401) == "1969-12-30")
  }

  @Test func `66: an offset moves the border of the day by exactly that much`() throws {
    let ahead = try #require(TimeZoneRules(fixedOffset: "+08:00"))
    #expect(ahead.day(ofInstant: 57_599) == "1970-01-01")
    #expect(ahead.day(ofInstant: 57_600) == "1970-01-02")
    let behind = try #require(TimeZoneRules(fixedOffset: "-03:30"))
    #expect(behind.day(ofInstant: 12_599) == "1969-12-31")
    #expect(behind.day(ofInstant: 12_600) == "1970-01-01")
  }

  @Test(arguments: ["+24:00", "+08:60", "+8:00", "+0800", "08:00", "−08:00", "+0a:00", "utc", ""])
  func `67: what is no offset is nil`(text: String) {
    #expect(TimeZoneRules(fixedOffset: text) == nil)
  }

  @Test func `before all transitions the first offset holds, after all the last`() throws {
    let file = TZifFile(
      version: 0, offsets: [100, 3600], transitions: [(1000, 1), (2000, 1), (3000, 0)])
    let rules = try TimeZoneRules(name: "X", tzif: file.bytes)
    let offsets = [Int64.min, 999, 1000, 2000, 2999, 3000, .max]
      .map { rules.offsetSeconds(atInstant: $0) }
    #expect(offsets == [100, 100, 3600, 3600, 3600, 100, 100])
  }

  @Test func `the 64-bit table is read, not the one that ends in 2038`() throws {
    let start: Int64 = 1 << 40
    let file = TZifFile(
      offsets: [0, 60], transitions: [(-start, 1), (start, 0)], footer: "XXX0")
    let rules = try TimeZoneRules(name: "X", tzif: file.bytes)
    let offsets = [-start - 1, -start, start - 1, start].map { rules.offsetSeconds(atInstant: $0) }
    #expect(offsets == [0, 60, 60, 0])
  }

  @Test func `a footer of no rule keeps the last offset`() throws {
    let file = TZifFile(offsets: [0, 60], transitions: [(5, 1)])
    let rules = try TimeZoneRules(name: "X", tzif: file.bytes)
    #expect(rules.offsetSeconds(atInstant: 1 << 40) == 60)
  }

  @Test func `the rule for later years begins at the last transition, not before`() throws {
    // Summer time by rule since 2020-10-25 01:00 UTC; before that, winter time all the time.
    let begin: Int64 = 1_603_587_600
    let file = TZifFile(
      offsets: [0, 3600, 7200], transitions: [(0, 1), (begin, 1)],
      footer: "CET-1CEST,M3.5.0,M10.5.0/3")
    let rules = try TimeZoneRules(name: "X", tzif: file.bytes)
    #expect(rules.offsetSeconds(atInstant: begin - 100 * 86_400) == 3600)
    #expect(rules.offsetSeconds(atInstant: begin + 200 * 86_400) == 7200)
    #expect(
      rules.resolve(local: "2020-07-01", secondOfDay: 0) == .unique(instant: 1_593_558_000))
    // 2021-03-28 01:00 UTC
    #expect(rules.resolve(local: "2021-03-28", secondOfDay: 9000) == .skipped(jump: 1_616_893_200))
  }

  @Test func `rules repeat after 400 years and reach five million`() throws {
    let file = TZifFile(offsets: [3600], footer: "CET-1CEST,M3.5.0,M10.5.0/3")
    let rules = try TimeZoneRules(name: "X", tzif: file.bytes)
    let cycle: Int64 = 146_097 * 86_400
    for instant in stride(from: Int64(0), to: 63_072_000, by: 86_400 - 7) {
      for count: Int64 in [-10_000, -5, -1, 1, 5, 10_000] {
        #expect(
          rules.offsetSeconds(atInstant: instant + count * cycle)
            == rules.offsetSeconds(atInstant: instant))
      }
    }
    for end in [Int64.min, .max] { #expect(rules.offsetSeconds(atInstant: end) > 0) }
  }

  @Test func `every time on the wall is found at the instants that show it`() throws {
    // Half an hour forward over midnight, half an hour back, and forward over a day and a bit.
    let transitions: [(instant: Int64, offset: UInt8)] = [
      (86_400 * 10 - 900, 1), (86_400 * 20 + 900, 0), (86_400 * 30 - 1800, 2),
    ]
    let file = TZifFile(offsets: [0, 1800, 88_200], transitions: transitions)
    let rules = try TimeZoneRules(name: "X", tzif: file.bytes)
    var shown: [Int64: [Int64]] = [:]
    for instant in stride(from: Int64(0), to: 86_400 * 40, by: 60) {
      shown[instant + Int64(rules.offsetSeconds(atInstant: instant)), default: []].append(instant)
    }
    var counts = [0, 0, 0, 0]
    for wall in stride(from: Int64(86_400 * 5), to: 86_400 * 35, by: 60) {
      let day = Day(number: wall / 86_400)
      switch rules.resolve(local: day, secondOfDay: Int(wall % 86_400)) {
      case .unique(let instant):
        #expect(shown[wall] == [instant])
        counts[0] += 1
      case .ambiguous(let earlier, let later):
        #expect(shown[wall] == [earlier, later])
        counts[1] += 1
      case .skipped(let jump):
        #expect(shown[wall] == nil)
        #expect(jump == (wall < 86_400 * 15 ? 86_400 * 10 - 900 : 86_400 * 30 - 1800))
        counts[2] += 1
      case .dayDoesNotExist:
        #expect(shown[wall] == nil)
        #expect(day.number == 30)
        counts[3] += 1
      }
    }
    #expect(counts == [30 * 1440 - 30 - 60 - 1440, 30, 60, 1440])
  }

  @Test func `a cursor says what its rules say, wherever it was before`() throws {
    let file = TZifFile(
      offsets: [-3600, 3600, 7200], transitions: [(0, 1), (1_603_587_600, 1)],
      footer: "CET-1CEST,M3.5.0,M10.5.0/3")
    let rules = try TimeZoneRules(name: "X", tzif: file.bytes)
    let changes: [Int64] = [0, 1_603_587_600, 1_616_893_200, 1_635_642_000]
    var cursor = TimeZoneCursor(rules)
    var random = SplitMix(seed: .random(in: 0 ... .max))
    print("cursor seed \(random.seed)")
    for _ in 0..<20_000 {
      // Many near a change, some far away.
      let near = changes.randomElement(using: &random)!
      let reach: Int64 = random.next() % 4 == 0 ? 1 << 36 : 300_000
      let instant = near + Int64.random(in: -reach...reach, using: &random)
      #expect(cursor.day(ofInstant: instant) == rules.day(ofInstant: instant))
      let day = rules.day(ofInstant: instant)
      let second = Int.random(in: 0..<86_400, using: &random)
      #expect(
        cursor.resolve(local: day, secondOfDay: second)
          == rules.resolve(local: day, secondOfDay: second))
    }
  }

  @Test func `a second that no day has is a broken promise`() async {
    await #expect(processExitsWith: .failure) {
      _ = TimeZoneRules.utc.resolve(local: "2024-01-01", secondOfDay: 86_400)
    }
  }

  @Test func `an instant that no day can hold is a broken promise`() async {
    await #expect(processExitsWith: .failure) {
      _ = TimeZoneRules.utc.day(ofInstant: .max)
    }
  }
}

/// A generator of random numbers that a printed seed repeats. Source: Steele et al. (2014).
struct SplitMix: RandomNumberGenerator {
  let seed: UInt64
  private var state: UInt64

  init(seed: UInt64) {
    self.seed = seed
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }
}
