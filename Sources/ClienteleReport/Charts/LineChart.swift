/// Lines over one axis, each with an optional band of uncertainty around it.
struct LineChart {
  struct Point {
    let x: Double
    let y: Double
    var low: Double?
    var high: Double?
  }

  struct Series {
    let name: String
    let points: [Point]
    /// Values hold until the next point: drawn as steps.
    var isStepped = false
    /// A line to compare with, not a figure.
    var isReference = false
  }

  let id: String
  let title: String
  let description: String
  let series: [Series]
  let xs: ClosedRange<Double>
  let xTitle: String
  let xLabels: [(value: Double, text: String)]
  let levelText: (Double) -> String
  /// The least that the y axis reaches to.
  var highest = 0.0
  /// Marks every point, with the text that a pointer shows.
  var tip: ((Point) -> String)?

  var svg: Markup {
    let largest = series.flatMap(\.points).map { max($0.y, $0.high ?? 0) }.max() ?? 0
    let named = series.count > 1 ? series.map { Frame.width(of: $0.name) }.max()! + 20 : Frame.right
    let frame = Frame(xs, highest: max(largest, highest), rightMargin: named)
    var drawing = Drawing(
      id: id, width: Frame.width, height: Frame.height, title: title, description: description)
    frame.drawLevels(on: &drawing, levelText)
    for (index, line) in series.enumerated() { draw(line, index, in: frame, on: &drawing) }
    if series.count > 1 { drawNames(in: frame, on: &drawing) }
    frame.drawPlaces(on: &drawing, xLabels, title: xTitle)
    return drawing.svg
  }

  private func draw(_ line: Series, _ index: Int, in frame: Frame, on drawing: inout Drawing) {
    let banded = line.points.filter { $0.low != nil && $0.high != nil }
    if banded.count > 1 {
      let upper = places(banded, line.isStepped, in: frame) { $0.high! }
      let lower = places(banded, line.isStepped, in: frame) { $0.low! }
      var band = Path(through: upper + lower.reversed())
      band.close()
      drawing.path(band, class: "band s\(index)")
    }
    let path = Path(through: places(line.points, line.isStepped, in: frame, \.y))
    drawing.path(path, class: line.isReference ? "line reference" : "line s\(index) d\(index)")
    if let tip {
      for point in line.points {
        drawing.circle(
          (frame.x(point.x), frame.y(point.y)), 3, class: "dot s\(index)",
          tip: tip(point))
      }
    }
  }

  private func places(
    _ points: [Point], _ isStepped: Bool, in frame: Frame, _ value: (Point) -> Double
  ) -> [(Double, Double)] {
    var places: [(Double, Double)] = []
    for point in points {
      let place = (frame.x(point.x), frame.y(value(point)))
      if isStepped, let last = places.last { places.append((place.0, last.1)) }
      places.append(place)
    }
    return places
  }

  /// Names stand at the ends of their lines, moved apart where they would touch.
  private func drawNames(in frame: Frame, on drawing: inout Drawing) {
    var ends = series.enumerated().compactMap { index, line in
      line.points.last.map { (index: index, name: line.name, y: frame.y($0.y)) }
    }
    ends.sort { $0.y < $1.y }
    var free = Frame.top
    for end in ends {
      let y = max(end.y + 4, free)
      free = y + 15
      drawing.text(end.name, at: (frame.x.places.end + 8, y), class: "label s\(end.index)")
    }
  }
}
