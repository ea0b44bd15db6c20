extension PeriodSeries {
  /// The windows of all periods.
  public var windows: [TimeWindow] { (0..<count).map { self[$0] } }

  /// The windows of all periods, and of some that follow the last.
  func windows(andNext extraCount: Int) -> [TimeWindow] {
    var windows = windows
    for _ in 0..<extraCount {
      let start = windows[windows.count - 1].end
      windows.append(TimeWindow(start: start, end: start + period.span))
    }
    return windows
  }
}
