import Clientele
import Testing

/// Rules for all time, as a file without a table has them. The C library answers the same for
/// made-up rules in `ZoneOracleTests`; here are the edges that it does not share.
private func rules(_ footer: String, firstOffset: Int32 = 0) throws -> TimeZoneRules {
  let file = TZifFile(version: UInt8(ascii: "3"), offsets: [firstOffset], footer: footer)
  return try TimeZoneRules(name: footer, tzif: file.bytes)
}

/// Whether the clocks jump over, or go back over, a time.
private func change(_ rules: TimeZoneRules, _ day: Day, _ hour: Int) -> Int? {
  switch rules.resolve(local: day, secondOfDay: hour * 3600 + 1800) {
  case .skipped: 1
  case .ambiguous: -1
  case .unique, .dayDoesNotExist: nil
  }
}

struct TimeZoneFooterTests {
  @Test(arguments: [
    ("UTC0", 0), ("CST-8", 28_800), ("<+0330>-3:30", 12_600), ("<-00>0", 0), ("EST5", -18_000),
    ("<+1245>-12:45", 45_900), ("LMT7:52:58", -28_378), ("XXX+24:59:59", -89_999),
  ])
  func `a rule without summer time is one offset`(footer: String, seconds: Int) throws {
    #expect(try rules(footer).offsetSeconds(atInstant: 1 << 33) == seconds)
  }

  @Test func `the fifth Sunday is the last one, four or five`() throws {
    let berlin = try rules("CET-1CEST,M3.5.0,M10.5.0/3", firstOffset: 3600)
    #expect(change(berlin, "2024-03-31", 2) == 1)
    #expect(change(berlin, "2025-03-30", 2) == 1)
    #expect(change(berlin, "2024-10-27", 2) == -1)
    #expect(change(berlin, "2027-10-31", 2) == -1)
    let may = try rules("XXX0YYY,M5.5.0,M9.1.0")
    #expect(change(may, "2026-05-31", 2) == 1)
    #expect(change(may, "2025-05-25", 2) == 1)
  }

  @Test func `J60 is March 1 in every year, 59 only in common years`() throws {
    let counted = try rules("XXX0YYY,J60,J300")
    #expect(change(counted, "2023-03-01", 2) == 1)
    #expect(change(counted, "2024-03-01", 2) == 1)
    let plain = try rules("XXX0YYY,59,299")
    #expect(change(plain, "2023-03-01", 2) == 1)
    #expect(change(plain, "2024-02-29", 2) == 1)
    let lastCounted = try rules("XXX0YYY,J59,J300")
    #expect(change(lastCounted, "2023-02-28", 2) == 1)
    #expect(change(lastCounted, "2024-02-28", 2) == 1)
  }

  @Test func `times may lie days before and after the date that carries them`() throws {
    // Godthåb: one hour before the last Sunday begins, on Saturday.
    let nuuk = try rules("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", firstOffset: -7200)
    #expect(change(nuuk, "2024-03-30", 23) == 1)
    #expect(change(nuuk, "2024-10-26", 23) == -1)
    // Gaza: 50 hours after the fourth Thursday begins, on Saturday.
    let gaza = try rules("EET-2EEST,M3.4.4/50,M10.4.4/50", firstOffset: 7200)
    #expect(change(gaza, "2024-03-30", 2) == 1)
    #expect(change(gaza, "2024-10-26", 1) == -1)
    let far = try rules("XXX0YYY,M6.1.0/167,M9.1.0/-167")
    #expect(change(far, "2024-06-08", 23) == 1)
    #expect(change(far, "2024-08-25", 0) == -1)
  }

  @Test func `winter time may be the one that is kept apart`() throws {
    let dublin = try rules("IST-1GMT0,M10.5.0,M3.5.0/1", firstOffset: 3600)
    #expect(dublin.offsetSeconds(atInstant: 1_704_067_200) == 0)  // 2024-01-01
    #expect(dublin.offsetSeconds(atInstant: 1_719_792_000) == 3600)  // 2024-07-01
    #expect(change(dublin, "2024-03-31", 1) == 1)
    #expect(change(dublin, "2024-10-27", 1) == -1)
  }

  /// RFC 9636 §3.3.2 writes clocks that are always on summer time in this way.
  @Test(arguments: [
    "XXX3EDT4,0/0,J365/23", "XXX3EDT4,J1/0,J365/23", "EST5EDT4,0/0,J365/25",
    "XXX-1EDT4,0/0,J365/29",
  ])
  func `summer time that ends when it begins never ends`(footer: String) throws {
    let eternal = try rules(footer)
    for instant in stride(from: Int64(-1 << 34), to: 1 << 34, by: 86_400 * 5 - 1) {
      #expect(eternal.offsetSeconds(atInstant: instant) == -4 * 3600)
    }
    for year in 2020...2030 {
      for day in [Day(year: year, month: 12, day: 31)!, Day(year: year, month: 1, day: 1)!] {
        for hour in 0..<24 { #expect(change(eternal, day, hour) == nil) }
      }
    }
  }

  @Test(arguments: [
    "EST", "EST5EDT", "ES5", "<EST5", "<E>5", "<EST>", "E$T5", "EST25", "EST5:60", "EST5:0:60",
    "EST5EDT,M3.2.0", "EST5EDT,M3.2.0,", "EST5EDT,M13.2.0,M11.1.0", "EST5EDT,M0.2.0,M11.1.0",
    "EST5EDT,M3.6.0,M11.1.0", "EST5EDT,M3.0.0,M11.1.0", "EST5EDT,M3.2.7,M11.1.0",
    "EST5EDT,M3.2,M11.1.0", "EST5EDT,J0,J300", "EST5EDT,J366,J300", "EST5EDT,366,300",
    "EST5EDT,M3.2.0/168,M11.1.0", "EST5EDT,M3.2.0/-168,M11.1.0", "EST5EDT,M3.2.0/2:00:60,M11.1.0",
    "EST5EDT,M3.2.0,M11.1.0 ", "EST5EDT,M3.2.0,M11.1.0,", "EST5EDT,M3.2.0/,M11.1.0", ":EST5",
    "EST--5", "EST5:", "EST5EDT,M3.2.0,M11.1.0/2:0:0:0", "EST0005",
    "EST9999999999999999999", "上海-8",
  ])
  func `what is no rule is refused with its text`(footer: String) {
    #expect(throws: TimeZoneError(zone: footer, fault: .badFooter(footer))) {
      try rules(footer)
    }
  }
}
