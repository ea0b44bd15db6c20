import Clientele
import Foundation
import Testing

struct CalendarSpanTests {
  /// METRICS §2 and research/lifecycle.md §2.8: the as-of day, and the cuts 3, 6 and 12 months
  /// before its end.
  @Test(arguments: [
    ("2024-05-31", "2024-03-01", "2023-12-01", "2023-06-01"),
    ("2024-05-30", "2024-02-29", "2023-11-30", "2023-05-31"),
    ("2024-05-29", "2024-02-29", "2023-11-30", "2023-05-30"),
    ("2024-02-28", "2023-11-29", "2023-08-29", "2023-02-28"),
    ("2024-02-29", "2023-12-01", "2023-09-01", "2023-03-01"),
  ])
  func `lifecycle boundaries fall where the definition puts them`(
    asOf: String, three: String, six: String, twelve: String
  ) throws {
    let end = try #require(Day(asOf)) + 1
    #expect((end - .months(3)).description == three)
    #expect((end - .months(6)).description == six)
    #expect((end - .months(12)).description == twelve)
    #expect(end - .years(1) == end - .months(12))
  }

  @Test func `73: months are counted from the anchor, never by repeated steps`() {
    let anchor: Day = "2024-01-31"
    #expect(anchor + .months(1) == "2024-02-29")
    #expect(anchor + .months(1) + .months(1) == "2024-03-29")
    #expect(anchor + .months(2) == "2024-03-31")
    let end: Day = "2024-05-31"
    #expect(end - .months(6) == "2023-11-30")
    #expect(end - .months(3) - .months(3) == "2023-11-29")
  }

  @Test func `74: a year from February 29 ends on February 28, unless it is a leap year`() {
    let leap: Day = "2024-02-29"
    #expect(leap + .years(1) == "2025-02-28")
    #expect(leap + .years(4) == "2028-02-29")
    #expect(leap - .years(1) == "2023-02-28")
    #expect(leap - .years(24) == "2000-02-29")
    #expect("1896-02-29" as Day + .years(4) == "1900-02-28")
  }

  @Test func `days and weeks are whole days`() {
    #expect("2024-02-28" as Day + .days(2) == "2024-03-01")
    #expect("2024-03-01" as Day - .weeks(1) == "2024-02-23")
    #expect("2024-03-01" as Day + .days(-1) == "2024-02-29")
  }

  @Test func `months keep the day of month, or take the month's last day`() {
    for number in 19_700..<21_200 {
      let day = Day(number: number)
      let (year, month, dayOfMonth) = day.civil
      for count in -50...50 {
        let result = (day + .months(count)).civil
        #expect(result.year * 12 + result.month == year * 12 + month + count)
        let isLast = Day(year: result.year, month: result.month, day: result.day + 1) == nil
        #expect(result.day == dayOfMonth || result.day < dayOfMonth && isLast)
      }
    }
  }

  /// So that nobody becomes active again without a purchase.
  @Test func `a later day is never followed by an earlier start`() {
    for count in [1, 3, 6, 12, 24, 48] {
      for number in 18_000..<22_000 {
        let day = Day(number: number)
        #expect(day - .months(count) <= (day + 1) - .months(count))
      }
    }
  }

  @Test(arguments: [
    ("90d", CalendarSpan.days(90)), ("2w", .weeks(2)), ("3m", .months(3)), ("1y", .years(1)),
  ])
  func `spans are a count and a letter`(text: String, span: CalendarSpan) throws {
    #expect(CalendarSpan(text) == span)
    #expect(span.description == text)
    let json = try JSONEncoder().encode([span])
    #expect(try JSONDecoder().decode([CalendarSpan].self, from: json) == [span])
  }

  @Test(arguments: ["", "m", "3", "3M", "0d", "-3m", "+3m", "3 m", "1.5y", "100001d", "３m", "3m "])
  func `text that is no span is nil`(text: String) {
    #expect(CalendarSpan(text) == nil)
  }
}
