import Clientele
import Testing

struct CalendarPeriodTests {
  @Test(arguments: [
    (CalendarPeriod.day, "2026-08-15"), (.week(), "2026-08-10"),
    (.week(startingOn: .sunday), "2026-08-09"), (.week(startingOn: .saturday), "2026-08-15"),
    (.month, "2026-08-01"), (.quarter, "2026-07-01"), (.year, "2026-01-01"),
  ])
  func `periods start where people say`(period: CalendarPeriod, start: String) {
    #expect(period.start(containing: "2026-08-15").description == start)  // a Saturday
  }

  @Test func `a day lies in its period, and the next period starts one span later`() {
    let weeks = Weekday.allCases.map { CalendarPeriod.week(startingOn: $0) }
    for period in weeks + [.day, .month, .quarter, .year] {
      for number in -1500..<1500 {
        let day = Day(number: number)
        let start = period.start(containing: day)
        let next = start + period.span
        #expect(start <= day && day < next)
        #expect(period.start(containing: start) == start)
        #expect(period.start(containing: next - 1) == start)
        #expect(period.start(containing: next) == next)
      }
    }
  }

  /// The week of January 4 is the first of an ISO year. Python: the years whose December 28 has
  /// `isocalendar().week == 53`.
  @Test func `74: ISO years with 53 weeks are those that Python has`() {
    func weekCount(_ year: Int) -> Int {
      let first = [year, year + 1].map { year in
        CalendarPeriod.week().start(containing: Day(year: year, month: 1, day: 4)!)
      }
      return (first[1] - first[0]) / 7
    }
    let long = [
      1970, 1976, 1981, 1987, 1992, 1998, 2004, 2009, 2015, 2020, 2026, 2032, 2037, 2043, 2048,
      2054, 2060, 2065, 2071, 2076, 2082, 2088, 2093, 2099,
    ]
    #expect((1970...2100).filter { weekCount($0) == 53 } == long)
    #expect((2000..<2400).count { weekCount($0) == 53 } == 71)
    #expect((1583...9998).allSatisfy { [52, 53].contains(weekCount($0)) })
    // The 53rd week of 2020.
    #expect(CalendarPeriod.week().start(containing: "2021-01-03") == "2020-12-28")
    #expect(CalendarPeriod.week().start(containing: "2021-01-04") == "2021-01-04")
  }
}

struct PeriodSeriesTests {
  @Test func `a series holds the periods of its first and its last day`() {
    let months = PeriodSeries(of: .month, from: "2026-01-15", through: "2026-03-02")
    #expect(months.starts == ["2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01"])
    #expect(months.count == 3)
    #expect(months.window == TimeWindow(from: "2026-01-01", through: "2026-03-31"))
    #expect(months[1] == TimeWindow(from: "2026-02-01", through: "2026-02-28"))
    #expect(months.index(of: "2026-02-28") == 1)
    #expect(months.index(of: "2025-12-31") == nil)
    #expect(months.index(of: "2026-04-01") == nil)
  }

  @Test func `one day is a series of one period`() {
    let years = PeriodSeries(of: .year, from: "2024-02-29", through: "2024-02-29")
    #expect(years.count == 1)
    #expect(years[0].dayCount == 366)
  }

  @Test func `periods tile, and each day has the index of the one that holds it`() {
    let periods: [CalendarPeriod] = [.day, .week(startingOn: .sunday), .month, .quarter, .year]
    for period in periods {
      let series = PeriodSeries(of: period, from: "1999-11-17", through: "2004-03-01")
      for index in 1..<series.count { #expect(series[index - 1].end == series[index].start) }
      for number in series.window.start.number..<series.window.end.number {
        let day = Day(number: number)
        let index = series.index(of: day)
        #expect(index.map { series[$0].contains(day) } == true)
        #expect(index.map { series.starts[$0] } == period.start(containing: day))
      }
    }
  }

  @Test func `a series that ends before it starts is a broken promise`() async {
    await #expect(processExitsWith: .failure) {
      print(PeriodSeries(of: .month, from: "2026-03-02", through: "2026-01-15"))
    }
  }
}
