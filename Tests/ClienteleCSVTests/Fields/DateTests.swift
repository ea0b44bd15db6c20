import Clientele
import ClienteleCSV
import Testing

/// Rows 59–76 of the reliability table: dates and time zones.
@Suite struct DateTests {
  func day(
    _ text: String, _ format: DateFormat = .iso, zone: TimeZoneRules? = nil
  ) throws -> Day? {
    try records(text, format, zone: zone).rows.first?.day
  }

  func records(
    _ text: String, _ format: DateFormat = .iso, zone: TimeZoneRules? = nil
  ) throws -> OrderRecords {
    var schema = OrderSchema.plain
    schema.dateFormat = format
    return try readOrders("customer_id,ts,amount\nc,\"\(text)\",5\n", schema, zone: zone)
  }

  func problem(
    _ text: String, _ format: DateFormat = .iso, zone: TimeZoneRules? = nil
  ) -> RecordProblem? {
    do {
      _ = try records(text, format, zone: zone)
      return nil
    } catch {
      if case .record(let problem) = (error as? OrderFileError)?.problem { return problem }
      return nil
    }
  }

  func format(_ text: String) throws -> DateFormat { try #require(DateFormat(text)) }

  @Test func row59DaysThatNoMonthHasAreRefused() {
    for text in [
      "2023-02-29", "1900-02-29", "2024-04-31", "2024-00-10", "2024-13-01", "2024-01-00",
      "2024-01-32", "2100-02-29", "1969-02-29",
    ] { #expect(problem(text) == .noSuchDay) }
  }

  @Test func row60LeapDaysAreRead() throws {
    #expect(try day("2024-02-29") == "2024-02-29")
    #expect(try day("2000-02-29") == "2000-02-29")
    #expect(try day("1968-02-29") == "1968-02-29")
    #expect(try day("9999-12-31") == "9999-12-31")
    #expect(try day("0001-01-01") == "0001-01-01")
  }

  @Test func row61YearsOutsideTheCalendarAreRefused() {
    #expect(problem("0000-00-00 00:00:00") == .noSuchDay)
    #expect(problem("0000-01-01") == .noSuchDay)
    #expect(problem("-0001-01-01") == .notADate)
    #expect(problem("10000-01-01") == .notADate)
    #expect(problem("") == .missingDate)
  }

  @Test func row62TheOrderOfDayAndMonthIsDeclared() throws {
    #expect(problem("01/02/2024") == .notADate)
    #expect(try day("01/02/2024", format("dd/MM/yyyy")) == "2024-02-01")
    #expect(try day("01/02/2024", format("MM/dd/yyyy")) == "2024-01-02")
    #expect(problem("31/12/2024", try format("MM/dd/yyyy")) == .noSuchDay)
    #expect(try day("2024-1-5", format("yyyy-M-d")) == "2024-01-05")
    #expect(problem("2024-1-5") == .notADate)
    #expect(try day("2024/3/1", format("yyyy/M/d")) == "2024-03-01")
    #expect(try day("2024/3/1 9:05", format("yyyy/M/d H:mm")) == "2024-03-01")
    #expect(try day("20240821", format("yyyyMMdd")) == "2024-08-21")
    #expect(problem("202408210", try format("yyyyMMdd")) == .notADate)
    #expect(try day("2024年8月21日", format("yyyy年M月d日")) == "2024-08-21")
    #expect(try day("Aug 21, 2024", format("MMM d, yyyy")) == "2024-08-21")
    #expect(try day("August 21, 2024", format("MMM d, yyyy")) == "2024-08-21")
    #expect(try day("01.02.2024 23:59:59", format("dd.MM.yyyy")) == "2024-02-01")
    #expect(try day("1/2/2024 11:59 PM", format("M/d/yyyy")) == "2024-01-02")
    #expect(DateFormat("dd/mm/yyyy") == nil)
    #expect(DateFormat("yyyy") == nil)
  }

  @Test func row63SpreadsheetDaysNeedTheirOption() throws {
    #expect(problem("45525") == .notADate)
    #expect(try day("45525", .excel1900) == "2024-08-21")
    #expect(try day("45525.9999", .excel1900) == "2024-08-21")
    #expect(try day("44063", .excel1904) == "2024-08-21")
    #expect(try day("61", .excel1900) == "1900-03-01")
    #expect(problem("60", .excel1900) == .noSuchDay)
    #expect(problem("59", .excel1900) == .dateOutOfRange)
    #expect(try day("2958465", .excel1900) == "9999-12-31")
    #expect(problem("2958466", .excel1900) == .dateOutOfRange)
    #expect(problem("-1", .excel1900) == .notADate)
  }

  @Test func row64EpochsNeedTheirUnitAndStayInRange() throws {
    let utc = TimeZoneRules.utc
    #expect(problem("1724198399") == .notADate)
    #expect(try day("1724198399", .epochSeconds, zone: utc) == "2024-08-20")
    #expect(try day("1724198399000", .epochMilliseconds, zone: utc) == "2024-08-20")
    #expect(try day("1724198399000000", .epochMicroseconds, zone: utc) == "2024-08-20")
    #expect(problem("1724198399000", .epochSeconds, zone: utc) == .dateOutOfRange)
    #expect(problem("1724198399", .epochMilliseconds, zone: utc) == .dateOutOfRange)
    #expect(problem("1724198399000", .epochMicroseconds, zone: utc) == .dateOutOfRange)
    #expect(problem("-1", .epochSeconds, zone: utc) == .dateOutOfRange)
    #expect(problem("1724198399", .epochSeconds) == .needsZone)
  }

  @Test func row65TimesThatNoClockShowsAreRefused() {
    #expect(problem("2024-08-21T24:00:00") == .noSuchTime)
    #expect(problem("2024-08-21T23:59:60Z", zone: .utc) == .noSuchTime)
    #expect(problem("2024-08-21 12:60:00") == .noSuchTime)
  }

  @Test func row66OffsetsAreConvertedExactly() throws {
    let shanghai = try TimeZoneFiles().rules(named: "Asia/Shanghai")
    #expect(try day("2024-08-21T23:30:00Z", zone: shanghai) == "2024-08-22")
    #expect(try day("2024-08-21T00:30:00+09:00", zone: shanghai) == "2024-08-20")
    #expect(try day("2024-08-21 00:30:00 -0500", zone: shanghai) == "2024-08-21")
    #expect(try day("2024-08-21T10:00:00+08", zone: .utc) == "2024-08-21")
    #expect(try day("2024-08-21 23:59:59.999999999") == "2024-08-21")
    #expect(problem("2024-08-21T10:00:00Z") == .needsZone)
  }

  @Test func row67OffsetsAndZonesAreNeverDropped() {
    #expect(problem("2024-08-21T10:00:00+24:00", zone: .utc) == .noSuchOffset)
    #expect(problem("2024-08-21T10:00:00 Asia/Shanghai", zone: .utc) == .notADate)
    #expect(problem("2024-08-21T10:00:00 CST", zone: .utc) == .notADate)
    #expect(problem("2024-08-21T10:00", zone: .utc) == nil)
    for text in [
      "2024-08-21T", "2024-08-21 1", "2024-08-21T10:0", "2024-08-21T10:00:00.", "2024-08-21x",
    ] {
      #expect(problem(text) == .notADate)
    }
  }

  @Test func row68And69SkippedAndRepeatedTimesKeepTheirDateAndAreCounted() throws {
    let newYork = try TimeZoneFiles().rules(named: "America/New_York")
    let gap = try records("2024-03-10 02:30:00", zone: newYork)
    #expect(gap.rows.map(\.day) == ["2024-03-10"])
    #expect(gap.account.skippedTimeCount == 1)
    let fold = try records("2024-11-03 01:30:00", zone: newYork)
    #expect(fold.rows.map(\.day) == ["2024-11-03"])
    #expect(fold.account.repeatedTimeCount == 1)
  }

  @Test func row70AMidnightThatWasSkippedKeepsItsDate() throws {
    let saoPaulo = try TimeZoneFiles().rules(named: "America/Sao_Paulo")
    let records = try records("2018-11-04 00:00:00", zone: saoPaulo)
    #expect(records.rows.map(\.day) == ["2018-11-04"])
    #expect(records.account.skippedTimeCount == 1)
  }

  @Test func row71ADayThatNeverWasIsRefused() throws {
    let apia = try TimeZoneFiles().rules(named: "Pacific/Apia")
    #expect(problem("2011-12-30 12:00:00", zone: apia) == .noSuchDayInZone)
    #expect(problem("2011-12-30", zone: apia) == .noSuchDayInZone)
    #expect(problem("2011-12-29 23:59:59", zone: apia) == nil)
    #expect(problem("2011-12-30 12:00:00") == nil)
  }

  @Test func row72SummerTimesOfOtherPlacesAreKnown() throws {
    let shanghai = try TimeZoneFiles().rules(named: "Asia/Shanghai")
    // +09:00 in the summer of 1988.
    #expect(try day("1988-07-01T15:30:00Z", zone: shanghai) == "1988-07-02")
    let lordHowe = try TimeZoneFiles().rules(named: "Australia/Lord_Howe")
    #expect(try day("2024-01-01T13:15:00Z", zone: lordHowe) == "2024-01-02")
    #expect(try day("2024-07-01T13:15:00Z", zone: lordHowe) == "2024-07-01")
  }

  @Test func row75UnknownZonesAreErrors() {
    #expect(throws: TimeZoneFileError.self) { try TimeZoneFiles().rules(named: "Mars/Phobos") }
  }
}
