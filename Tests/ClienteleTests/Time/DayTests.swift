import Clientele
import Foundation
import Testing

struct DayTests {
  /// Walks the calendar as people do, a day at a time, beside the formulas.
  @Test func `every day from 1582-10-15 to 9999-12-31 follows the one before and comes back`() {
    var (year, month, dayOfMonth) = (1582, 10, 15)
    var weekday = 4  // the Gregorian calendar began on a Friday
    var number = -141_427
    var differenceCount = 0
    while year < 10_000 {
      let day = Day(number: number)
      let isSame =
        day.civil == (year, month, dayOfMonth) && day.weekday.rawValue == weekday
        && Day(year: year, month: month, day: dayOfMonth) == day
      if !isSame { differenceCount += 1 }
      let isLeap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0
      let length =
        switch month {
        case 2: isLeap ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
      dayOfMonth += 1
      if dayOfMonth > length { (month, dayOfMonth) = (month + 1, 1) }
      if month > 12 { (year, month) = (year + 1, 1) }
      weekday = (weekday + 1) % 7
      number += 1
    }
    #expect(differenceCount == 0)
    #expect(number - 1 == 2_932_896)  // Python: (date(9999, 12, 31) - date(1970, 1, 1)).days
  }

  /// Python: `(date - date(1970, 1, 1)).days`, `strftime("%A")`.
  @Test(arguments: [
    ("0001-01-01", -719_162, Weekday.monday), ("1600-02-29", -135_081, .tuesday),
    ("1815-06-18", -56_445, .sunday), ("1900-01-01", -25_567, .monday),
    ("1969-07-20", -165, .sunday), ("1970-01-01", 0, .thursday), ("2000-02-29", 11_016, .tuesday),
    ("2024-02-29", 19_782, .thursday), ("2026-11-11", 20_768, .wednesday),
    ("2100-03-01", 47_541, .monday), ("9999-12-31", 2_932_896, .friday),
  ])
  func `days have the numbers and weekdays that Python gives them`(
    text: String, number: Int, weekday: Weekday
  ) throws {
    let day = try #require(Day(text))
    #expect(day == Day(number: number))
    #expect(day.weekday == weekday)
    #expect(day.description == text)
  }

  @Test func `text comes back as the same day`() {
    for number in stride(from: -719_162, through: 2_932_896, by: 97) {
      let day = Day(number: number)
      #expect(Day(day.description) == day)
    }
  }

  @Test(arguments: [
    (2023, 2, 29), (1900, 2, 29), (2100, 2, 29), (2024, 2, 30), (2024, 4, 31), (2024, 0, 1),
    (2024, 13, 1), (2024, 1, 0), (2024, 1, 32), (0, 1, 1), (-1, 1, 1), (10_000, 1, 1),
    (2024, 1, Int.min), (2024, Int.max, 1), (Int.max, 1, 1),
  ])
  func `59, 61: a date that the calendar lacks is nil`(year: Int, month: Int, day: Int) {
    #expect(Day(year: year, month: month, day: day) == nil)
  }

  @Test(arguments: [
    "", "2024-2-29", "24-02-29", "2024/02/29", "20240229", "2023-02-29", "0000-00-00", "0000-01-01",
    "2024-01-01 ", " 2024-01-01", "+024-01-01", "-024-01-01", "2024-01-01T00", "10000-01-01",
    "２０２４-01-01", "2024-0a-01",
  ])
  func `text that is no day as YYYY-MM-DD is nil`(text: String) {
    #expect(Day(text) == nil)
  }

  @Test func `days are ordered and subtracted by number`() {
    let leap: Day = "2024-02-29"
    #expect(leap < "2024-03-01")
    #expect(leap + 1 == "2024-03-01")
    #expect(leap - 60 == "2023-12-31")
    #expect("2025-02-28" as Day - leap == 365)
  }

  @Test func `a day is written as a string, and only a day is read`() throws {
    let days: [Day] = ["2024-02-29", "0001-01-01"]
    let json = try JSONEncoder().encode(days)
    #expect(String(decoding: json, as: UTF8.self) == #"["2024-02-29","0001-01-01"]"#)
    #expect(try JSONDecoder().decode([Day].self, from: json) == days)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([Day].self, from: Data(#"["2023-02-29"]"#.utf8))
    }
  }

  @Test func `a literal that is no day is a broken promise`() async {
    await #expect(processExitsWith: .failure) {
      let day: Day = "2023-02-29"
      print(day)
    }
  }
}
