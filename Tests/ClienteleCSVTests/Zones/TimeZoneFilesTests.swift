import Clientele
import ClienteleCSV
import Foundation
import Testing

private let files = TimeZoneFiles()
private let isInstalled = (try? files.rules(named: "Asia/Shanghai")) != nil

/// Clock times as seconds of the day.
private func clock(_ hour: Int, _ minute: Int) -> Int { hour * 3600 + minute * 60 }

@Suite(.enabled(if: isInstalled, "tzdata is not installed"))
struct TimeZoneFilesTests {
  // The numbers are rows of the list of hostile inputs, research/reliability.md §2.4.

  @Test func `68: a time that the clocks jumped over keeps its date and is told`() throws {
    let newYork = try files.rules(named: "America/New_York")
    let day: Day = "2024-03-10"
    let jump: Int64 = 1_710_054_000  // 07:00 UTC
    #expect(newYork.resolve(local: day, secondOfDay: clock(2, 30)) == .skipped(jump: jump))
    #expect(newYork.resolve(local: day, secondOfDay: clock(3, 0)) == .unique(instant: jump))
  }

  @Test func `69: a time that the clocks showed twice is the earlier one`() throws {
    let newYork = try files.rules(named: "America/New_York")
    // 05:30 and 06:30 UTC
    #expect(
      newYork.resolve(local: "2024-11-03", secondOfDay: clock(1, 30))
        == .ambiguous(earlier: 1_730_611_800, later: 1_730_615_400))
  }

  @Test func `70: a midnight that the clocks jumped over keeps its date`() throws {
    let saoPaulo = try files.rules(named: "America/Sao_Paulo")
    let jump: Int64 = 1_541_300_400  // 2018-11-04 03:00 UTC
    #expect(saoPaulo.resolve(local: "2018-11-04", secondOfDay: 0) == .skipped(jump: jump))
    #expect(saoPaulo.day(ofInstant: jump - 1) == "2018-11-03")
    #expect(saoPaulo.day(ofInstant: jump) == "2018-11-04")
  }

  @Test func `a fold over midnight gives the later date back its last hour`() throws {
    let stJohns = try files.rules(named: "America/St_Johns")
    // 2006-10-29 00:01 was set back to 2006-10-28 23:01.
    let fold: Int64 = 1_162_089_060
    #expect(stJohns.day(ofInstant: fold - 1) == "2006-10-29")
    #expect(stJohns.day(ofInstant: fold) == "2006-10-28")
    #expect(
      stJohns.resolve(local: "2006-10-28", secondOfDay: clock(23, 30))
        == .ambiguous(earlier: 1_162_087_200, later: 1_162_090_800))
  }

  @Test func `71: a day that a place left out does not exist`() throws {
    let apia = try files.rules(named: "Pacific/Apia")
    for second in [0, clock(12, 0), 86_399] {
      #expect(apia.resolve(local: "2011-12-30", secondOfDay: second) == .dayDoesNotExist)
    }
    let jump: Int64 = 1_325_239_200  // 2011-12-30 10:00 UTC
    #expect(apia.day(ofInstant: jump - 1) == "2011-12-29")
    #expect(apia.day(ofInstant: jump) == "2011-12-31")
  }

  @Test func `72: Shanghai had summer time from 1986 to 1991, and has none now`() throws {
    let shanghai = try files.rules(named: "Asia/Shanghai")
    #expect(shanghai.offsetSeconds(atInstant: 520_000_000) == 9 * 3600)  // 1986-06-24
    #expect(shanghai.offsetSeconds(atInstant: 680_000_000) == 9 * 3600)  // 1991-07-20
    #expect(shanghai.offsetSeconds(atInstant: 710_000_000) == 8 * 3600)  // 1992-07-01
    #expect(shanghai.offsetSeconds(atInstant: 4_102_444_800) == 8 * 3600)  // 2100-01-01
    #expect(shanghai.day(ofInstant: 1_711_900_800) == "2024-04-01")
  }

  @Test func `72: summer time on Lord Howe is half an hour`() throws {
    let lordHowe = try files.rules(named: "Australia/Lord_Howe")
    #expect(lordHowe.offsetSeconds(atInstant: 1_704_067_200) == 11 * 3600)  // 2024-01-01
    #expect(lordHowe.offsetSeconds(atInstant: 1_719_792_000) == 10 * 3600 + 1800)  // 2024-07-01
    guard
      case .ambiguous(let earlier, let later) =
        lordHowe.resolve(local: "2024-04-07", secondOfDay: clock(1, 45))
    else {
      Issue.record("the clocks showed 01:45 twice")
      return
    }
    #expect(later - earlier == 1800)
  }

  @Test func `an old name has the rules of the new one, and keeps its own name`() throws {
    let pacific = try files.rules(named: "US/Pacific")
    let losAngeles = try files.rules(named: "America/Los_Angeles")
    #expect(pacific.name == "US/Pacific")
    for instant in stride(from: Int64(0), to: 2_000_000_000, by: 1_000_000) {
      #expect(
        pacific.offsetSeconds(atInstant: instant) == losAngeles.offsetSeconds(atInstant: instant))
    }
  }

  @Test func `the system's zones are those that TZDIR names, else tzdata's`() {
    let chosen = ProcessInfo.processInfo.environment["TZDIR"]
    #expect(TimeZoneFiles().directory == chosen ?? "/usr/share/zoneinfo")
  }
}
