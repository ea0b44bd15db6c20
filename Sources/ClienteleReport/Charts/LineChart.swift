/// Lines over one axis, each with an optional band of uncertainty around it.
struct LineChart: DrawnChart {
  struct Point: Sendable {
    let x: Double
    let y: Double
    var low: Double?
    var high: Double?
  }

  struct Series: Sendable {
    let name: String
    let points: [Point]
    /// Values hold until the next point: drawn as steps.
    var isStepped = false
    /// A line to compare with, not a figure.
    var isReference = false
    /// Where its name stands on the line, and whether above it; at its end if not said.
    var namePlace: (x: Double, isAbove: Bool)?
  }

  let label: ChartLabel
  let series: [Series]
  let x: PlaceAxis
  let yTitle: String
  let format: ValueFormat
  /// The least that the y axis reaches to.
  var highest = 0.0
  /// Marks every point, with its value under the pointer.
  var hasMarks = false

  var isEmpty: Bool { !series.contains { !$0.isReference && !$0.points.isEmpty } }

  func height(on canvas: Canvas) -> Double { Frame.height(on: canvas) }

  func draw(on drawing: inout Drawing) {
    let largest = series.flatMap(\.points).map { max($0.y, $0.high ?? 0) }.max() ?? 0
    let atEnds = series.count > 1 ? series.filter { $0.namePlace == nil } : []
    let named = atEnds.map { Frame.width(of: $0.name) + 12 }.max() ?? Frame.right
    let frame = Frame(
      x.range, highest: max(largest, highest), format, on: drawing, rightMargin: named)
    frame.drawLevels(on: &drawing, title: yTitle)
    for (index, line) in series.enumerated() { draw(line, index, in: frame, on: &drawing) }
    drawNames(of: atEnds, in: frame, on: &drawing)
    for line in series { drawName(on: line, in: frame, on: &drawing) }
    frame.drawPlaces(on: &drawing, x.labels, title: x.title)
  }

  private func draw(_ line: Series, _ index: Int, in frame: Frame, on drawing: inout Drawing) {
    let banded = line.points.filter { $0.low != nil && $0.high != nil }
    if banded.count > 1 {
      let upper = places(banded, line.isStepped, in: frame) { $0.high! }
      let lower = places(banded, line.isStepped, in: frame) { $0.low! }
      var band = Path(through: upper + lower.reversed())
      band.close()
      drawing.path(band, class: "band l\(index)")
    }
    let path = Path(through: places(line.points, line.isStepped, in: frame, \.y))
    drawing.path(path, class: line.isReference ? "line reference" : "line l\(index)")
    if hasMarks {
      for point in line.points {
        drawing.circle(
          (frame.x(point.x), frame.y(point.y)), 3, class: "dot l\(index)",
          tip: "\(x.text(of: point.x)): \(format.text(point.y))")
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
  private func drawNames(of lines: [Series], in frame: Frame, on drawing: inout Drawing) {
    var ends = lines.compactMap { line in
      line.points.last.map { (name: line.name, y: frame.y($0.y)) }
    }
    ends.sort { $0.y < $1.y }
    var free = Frame.top
    for end in ends {
      let y = max(end.y + 4, free)
      free = y + 15
      drawing.text(end.name, at: (frame.x.places.end + 8, y), class: "label")
    }
  }

  private func drawName(on line: Series, in frame: Frame, on drawing: inout Drawing) {
    guard let place = line.namePlace,
      let next = line.points.firstIndex(where: { $0.x >= place.x }), next > 0
    else { return }
    let (before, after) = (line.points[next - 1], line.points[next])
    let part = after.x > before.x ? (place.x - before.x) / (after.x - before.x) : 0
    let y = frame.y(before.y + part * (after.y - before.y))
    drawing.text(
      line.name, at: (frame.x(place.x) + (place.isAbove ? -6 : 8), y + (place.isAbove ? -6 : 14)),
      place.isAbove ? .end : .start, class: "label halo")
  }

  var vegaLite: VegaLite {
    let rows = series.flatMap { line in
      line.points.map { point in
        JSON([
          ("series", .text(line.name)), ("x", x.vega(point.x)), ("y", .number(point.y)),
          ("low", point.low.map(JSON.number)), ("high", point.high.map(JSON.number)),
        ])
      }
    }
    let names = JSON.list(series.map { .text($0.name) })
    let colours = series.indices.map {
      series[$0].isReference ? 7 : Palette.lines[$0 % Palette.lines.count]
    }
    let isOne = series.count == 1
    let colour: JSON = [
      "field": "series", "type": "nominal", "title": .null,
      "scale": ["domain": names, "range": Palette.vega(colours)],
      "legend": isOne ? .null : [:],
    ]
    let curve: JSON = series.contains(where: \.isStepped) ? "step-after" : "linear"
    let y = VegaLite.axis("y", title: yTitle, format)
    var layers: [JSON] = []
    if series.contains(where: { $0.points.contains { $0.low != nil } }) {
      layers.append([
        "mark": ["type": "area", "opacity": 0.2, "interpolate": curve],
        "encoding": [
          "x": x.vegaEncoding, "y": VegaLite.axis("low", title: yTitle, format),
          "y2": ["field": "high"], "color": colour,
        ],
      ])
    }
    let dashes = series.map { $0.isReference ? JSON.list([3, 4]) : [1, 0] }
    layers.append([
      "mark": ["type": "line", "interpolate": curve, "point": .bool(hasMarks), "tooltip": true],
      "encoding": [
        "x": x.vegaEncoding, "y": y, "color": colour,
        "strokeDash": [
          "field": "series", "type": "nominal", "title": .null,
          "scale": ["domain": names, "range": .list(dashes)], "legend": isOne ? .null : [:],
        ],
      ],
    ])
    return VegaLite(values: rows, layers: layers)
  }
}
