/// Bars of counts over ranges that follow each other.
struct Histogram: DrawnChart {
  struct Bar: Sendable {
    let range: Range<Int>
    let count: Int
    let tip: String
  }

  let label: ChartLabel
  let bars: [Bar]
  /// Values to mark by a line, with their names.
  var marks: [(value: Double, name: String)] = []
  let xTitle: String
  let yTitle: String
  let format: ValueFormat

  private var end: Double { Double(bars.last?.range.upperBound ?? 1) }
  private var shownMarks: [(value: Double, name: String)] { marks.filter { $0.value <= end } }

  func height(on canvas: Canvas) -> Double { Frame.height(on: canvas) }

  func draw(on drawing: inout Drawing) {
    let frame = Frame(
      0...end, highest: Double(bars.map(\.count).max() ?? 0) * 1.1, format, on: drawing)
    frame.drawLevels(on: &drawing, title: yTitle)
    for bar in bars where bar.count > 0 {
      let left = frame.x(Double(bar.range.lowerBound))
      let right = frame.x(Double(bar.range.upperBound))
      let top = frame.y(Double(bar.count))
      drawing.rectangle(
        left + 0.5, top, max(0.5, right - left - 1), frame.y.places.start - top, class: "bar",
        tip: bar.tip)
    }
    drawMarks(in: frame, on: &drawing)
    let labels = frame.x.ticks(8).map { (value: $0, text: Figures.count(Int($0))) }
    frame.drawPlaces(on: &drawing, labels, title: xTitle)
  }

  /// Names stand right of their lines, each a line lower while it would touch the one before.
  private func drawMarks(in frame: Frame, on drawing: inout Drawing) {
    var free: [Double] = []
    for mark in shownMarks {
      let x = frame.x(mark.value)
      drawing.line(from: (x, Frame.top), to: (x, frame.y.places.start), class: "mark")
      let width = Frame.width(of: mark.name)
      let isLeft = x + 5 + width > drawing.width
      let start = isLeft ? x - 5 - width : x + 5
      let level = free.firstIndex { $0 <= start } ?? free.count
      if level == free.count { free.append(0) }
      free[level] = start + width + 6
      drawing.text(
        mark.name, at: (isLeft ? x - 5 : x + 5, Frame.top + 9 + Double(level) * 16),
        isLeft ? .end : .start, class: "label halo")
    }
  }

  var vegaLite: VegaLite {
    let rows = bars.map { bar -> JSON in
      [
        "from": .number(Double(bar.range.lowerBound)),
        "to": .number(Double(bar.range.upperBound)), "count": .number(Double(bar.count)),
      ]
    }
    let marked = shownMarks.map { mark -> JSON in
      ["value": .number(mark.value), "name": .text(mark.name)]
    }
    let y = VegaLite.axis("count", title: yTitle, format)
    let bars: JSON = [
      "mark": ["type": "bar", "color": .text(Palette.light[1]), "tooltip": true],
      "encoding": [
        "x": [
          "field": "from", "type": "quantitative", "title": .text(xTitle),
          "bin": ["binned": true], "axis": ["grid": false],
        ],
        "x2": ["field": "to"], "y": y,
      ],
    ]
    guard !marked.isEmpty else { return VegaLite(values: rows, layers: [bars]) }
    let x: JSON = ["field": "value", "type": "quantitative"]
    let data: JSON = ["values": .list(marked)]
    return VegaLite(
      values: rows,
      layers: [
        bars,
        [
          "data": data,
          "mark": ["type": "rule", "color": .text(Palette.light[5]), "strokeDash": [5, 3]],
          "encoding": ["x": x],
        ],
        [
          "data": data, "mark": ["type": "text", "align": "left", "dx": 4, "baseline": "top"],
          "encoding": ["x": x, "y": ["value": 0], "text": ["field": "name", "type": "nominal"]],
        ],
      ])
  }
}
