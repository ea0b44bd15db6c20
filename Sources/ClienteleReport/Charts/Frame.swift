/// The axes around a chart: where values go, and what is written beside them.
struct Frame {
  let x: LinearScale
  let y: LinearScale

  static let width = 720.0
  static let height = 300.0
  static let left = 64.0
  static let right = 16.0
  static let top = 14.0
  static let bottom = 40.0

  /// - Parameter rightMargin: Room for labels beside the last values.
  init(_ xs: ClosedRange<Double>, highest: Double, rightMargin: Double = Frame.right) {
    x = LinearScale(xs, to: Frame.left, Frame.width - rightMargin)
    y = .fromZero(to: highest, at: Frame.height - Frame.bottom, Frame.top)
  }

  /// Level lines with the values they stand for.
  func drawLevels(on drawing: inout Drawing, _ text: (Double) -> String) {
    for value in y.ticks(6) {
      let place = y(value)
      drawing.line(from: (Frame.left, place), to: (x.places.end, place), class: "grid")
      drawing.text(text(value), at: (Frame.left - 8, place + 4), .end, class: "tick")
    }
  }

  /// What stands below some places of the x axis. Those that would touch the one before are left
  /// out.
  func drawPlaces(
    on drawing: inout Drawing, _ values: [(value: Double, text: String)], title: String
  ) {
    let base = y.places.start
    var free = -Double.infinity
    for (value, text) in values {
      let place = x(value)
      let half = Frame.width(of: text) / 2
      guard place - half >= free else { continue }
      free = place + half + 8
      let anchor: Drawing.Anchor =
        place + half > Frame.width ? .end : place - half < 0 ? .start : .middle
      drawing.line(from: (place, base), to: (place, base + 4), class: "axis")
      drawing.text(text, at: (place, base + 17), anchor, class: "tick")
    }
    drawing.line(from: (Frame.left, base), to: (x.places.end, base), class: "axis")
    drawing.text(
      title, at: ((Frame.left + x.places.end) / 2, base + 35), .middle, class: "axis-title")
  }

  /// About how wide a text of the size of labels is: full width for Chinese, a bit over half for
  /// others.
  static func width(of text: String) -> Double {
    text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 12.5 : 7) }
  }
}
