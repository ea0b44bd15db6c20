/// From a day to the one window that holds it, for windows that do not overlap.
///
/// Hot loops look days up here instead of comparing them with borders: which period a purchase
/// falls in cannot be predicted, and a wrong guess costs more than the look-up.
struct DayPlaces: Sendable {
  /// The place of days in no window: one past the last window's.
  let outside: Int
  let firstDay: Int32
  /// For each day from `firstDay` on the window's place; the last stands for all other days.
  let places: [UInt32]

  /// - Parameter end: Days from here on are in no window: they were not observed.
  /// - Precondition: `windows` ascend and do not overlap.
  init(_ windows: [TimeWindow], observedUpTo end: Day) {
    outside = windows.count
    let start = min(windows.first?.start ?? end, end)
    let past = min(windows.last?.end ?? end, end)
    firstDay = start.number
    var places = [UInt32](repeating: UInt32(outside), count: past - start + 1)
    for (place, window) in windows.enumerated() {
      precondition(place == 0 || windows[place - 1].end <= window.start, "windows overlap")
      for day in (window.start - start)..<max(window.start - start, min(window.end, past) - start) {
        places[day] = UInt32(place)
      }
    }
    self.places = places
  }

  @inline(__always)
  subscript(day: Int32) -> Int {
    // Seen without its sign a day before the first is a large number as well.
    let offset = Int(UInt32(bitPattern: day &- firstDay))
    return Int(places[min(offset, places.count - 1)])
  }
}
