/// The axes around a chart: where values go, and what is written beside them.
struct Frame {
  let x: LinearScale
  let y: LinearScale
  private let format: ValueFormat
  private let levels: [Double]

  static let right = 16.0
  static let top = 30.0
  static let bottom = 42.0

  /// The height of a chart with axes.
  static func height(on canvas: Canvas) -> Double { canvas.isNarrow ? 260 : 310 }

  /// - Parameter rightMargin: Room for labels beside the last values.
  init(
    _ xs: ClosedRange<Double>, highest: Double, _ format: ValueFormat, on drawing: Drawing,
    rightMargin: Double = Frame.right
  ) {
    self.format = format
    y = .fromZero(to: highest, at: drawing.height - Frame.bottom, Frame.top)
    levels = y.ticks(drawing.canvas.isNarrow ? 4 : 6)
    let left = levels.map { Frame.width(of: format.text($0)) }.max()! + 14
    x = LinearScale(xs, to: max(26, left), drawing.width - rightMargin)
  }

  /// Level lines with the values they stand for, and above them what they measure.
  func drawLevels(on drawing: inout Drawing, title: String) {
    for value in levels {
      let place = y(value)
      drawing.line(from: (x.places.start, place), to: (x.places.end, place), class: "grid")
      drawing.text(format.text(value), at: (x.places.start - 8, place + 4), .end, class: "tick")
    }
    drawing.text(title, at: (2, 13), class: "axis-title")
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
      // At the edges a label ends or begins there.
      let isLast = place + half > drawing.width
      let start = isLast ? drawing.width - 2 * half : max(0, place - half)
      guard start >= free else { continue }
      free = start + 2 * half + 8
      drawing.line(from: (place, base), to: (place, base + 4), class: "axis")
      let anchor: Drawing.Anchor = isLast ? .end : place < half ? .start : .middle
      let at = isLast ? drawing.width : place < half ? 0 : place
      drawing.text(text, at: (at, base + 17), anchor, class: "tick")
    }
    drawing.line(from: (x.places.start, base), to: (x.places.end, base), class: "axis")
    drawing.text(
      title, at: ((x.places.start + x.places.end) / 2, base + 36), .middle, class: "axis-title")
  }

  /// About how wide a text of the size of labels is, rather more than less: full width for
  /// Chinese, and three widths for others.
  static func width(of text: String) -> Double {
    text.unicodeScalars.reduce(0) { width, scalar in
      switch scalar {
      case "\u{2E80}"...: width + 13
      case "m", "w", "M", "W", "%", "@", "&", "<", ">", "=", "+", "…", "→": width + 12
      case "i", "j", "l", "f", "t", "r", " ", ".", ",", ":", ";", "'", "|", "(", ")", "!", "-":
        width + 5.2
      default: width + (("A"..."Z").contains(scalar) ? 9.4 : 8)
      }
    }
  }

  /// A text cut to a width.
  static func shortened(_ text: String, to width: Double) -> String {
    guard self.width(of: text) > width else { return text }
    var short = Substring(text)
    while !short.isEmpty && self.width(of: short + "…") > width { short.removeLast() }
    return short + "…"
  }
}

/// What the x axis of a chart shows.
enum PlaceAxis: Sendable {
  /// Numbers, some of them labelled.
  case numbers(ClosedRange<Double>, labelled: [Double], title: String)
  /// Names at 0, 1, 2 …
  case names([String], title: String)

  var range: ClosedRange<Double> {
    switch self {
    case .numbers(let range, _, _): range
    case .names(let names, _): 0...Double(max(1, names.count - 1))
    }
  }

  var title: String {
    switch self {
    case .numbers(_, _, let title), .names(_, let title): title
    }
  }

  var labels: [(value: Double, text: String)] {
    switch self {
    case .numbers(_, let labelled, _): labelled.map { ($0, Figures.count(Int($0))) }
    case .names(let names, _): names.enumerated().map { (Double($0), $1) }
    }
  }

  /// How a place is called.
  func text(of value: Double) -> String {
    guard case .names(let names, _) = self, names.indices.contains(Int(value)) else {
      return Figures.count(Int(value))
    }
    return names[Int(value)]
  }
}
