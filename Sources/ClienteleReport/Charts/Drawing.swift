/// A picture in SVG: what is drawn, and what is said of it to those who do not see it.
///
/// Colours are classes, which the page's style sheet knows for light and dark and for paper.
struct Drawing {
  let canvas: Canvas
  let height: Double
  var width: Double { canvas.width }
  private let label: ChartLabel
  private var body = ""

  init(of label: ChartLabel, on canvas: Canvas, height: Double) {
    self.label = label
    self.canvas = canvas
    self.height = height
  }

  var svg: Markup {
    let id = "\(label.id)-\(canvas.name)"
    return Markup(
      safe: """
        <svg viewBox="0 0 \(number(width)) \(number(height))" role="img" \
        aria-labelledby="\(id)-title \(id)-description"><title id="\(id)-title">\
        \(Markup(label.title).html)</title><desc id="\(id)-description">\
        \(Markup(label.description).html)</desc>\(body)</svg>
        """)
  }

  // MARK: Shapes

  mutating func rectangle(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, class names: String,
    tip: String? = nil
  ) {
    add(
      "rect", names,
      "x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(width))\" "
        + "height=\"\(number(height))\"",
      tip)
  }

  mutating func line(
    from start: (Double, Double), to end: (Double, Double), class names: String
  ) {
    add(
      "line", names,
      "x1=\"\(number(start.0))\" y1=\"\(number(start.1))\" x2=\"\(number(end.0))\" "
        + "y2=\"\(number(end.1))\"", nil)
  }

  mutating func circle(
    _ center: (Double, Double), _ radius: Double, class names: String, tip: String? = nil
  ) {
    add(
      "circle", names,
      "cx=\"\(number(center.0))\" cy=\"\(number(center.1))\" r=\"\(number(radius))\"", tip)
  }

  mutating func path(_ path: Path, class names: String, tip: String? = nil) {
    add("path", names, "d=\"\(path.text)\"", tip)
  }

  enum Anchor: String { case start, middle, end }

  mutating func text(
    _ text: String, at place: (Double, Double), _ anchor: Anchor = .start, class names: String = ""
  ) {
    body +=
      "<text x=\"\(number(place.0))\" y=\"\(number(place.1))\" text-anchor=\"\(anchor.rawValue)\""
    body += (names.isEmpty ? "" : " class=\"\(names)\"") + ">\(Markup(text).html)</text>"
  }

  private mutating func add(
    _ element: String, _ names: String, _ attributes: String, _ tip: String?
  ) {
    body += "<\(element) class=\"\(names)\" \(attributes)"
    if let tip {
      body += "><title>\(Markup(tip).html)</title></\(element)>"
    } else {
      body += "/>"
    }
  }
}

/// The outline of a shape.
struct Path {
  private(set) var text = ""

  mutating func move(to place: (Double, Double)) {
    text += "M\(number(place.0)) \(number(place.1))"
  }

  mutating func line(to place: (Double, Double)) {
    text += "L\(number(place.0)) \(number(place.1))"
  }

  /// A curve that leaves and arrives level.
  mutating func flow(from start: (Double, Double), to end: (Double, Double)) {
    let middle = (start.0 + end.0) / 2
    text += "C\(number(middle)) \(number(start.1)) \(number(middle)) \(number(end.1)) "
    text += "\(number(end.0)) \(number(end.1))"
  }

  mutating func close() { text += "Z" }

  /// A line through places.
  init(through places: [(Double, Double)] = []) {
    for (index, place) in places.enumerated() {
      if index == 0 { move(to: place) } else { line(to: place) }
    }
  }
}

/// A length with at most one decimal, which no screen shows more of.
func number(_ value: Double) -> String {
  let text = Figures.decimal(value, places: 1)
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
