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

  var isEmpty: Bool { !bars.contains { $0.count > 0 } }

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
      let width = Frame.width(of: mark.name)
      let isLeft = x + 5 + width > drawing.width
      let start = isLeft ? x - 5 - width : x + 5
      let level = free.firstIndex { $0 <= start } ?? free.count
      if level == free.count { free.append(0) }
      free[level] = start + width + 6
      // A line begins beside its name, so that it does not cross those above.
      let top = Frame.top + Double(level) * 16
      drawing.line(from: (x, top), to: (x, frame.y.places.start), class: "mark")
      drawing.text(
        mark.name, at: (isLeft ? x - 5 : x + 5, top + 9),
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
    let lines = shownMarks.enumerated().flatMap { index, mark -> [JSON] in
      let data: JSON = ["values": [["value": .number(mark.value), "name": .text(mark.name)]]]
      let x: JSON = ["field": "value", "type": "quantitative"]
      return [
        [
          "data": data,
          "mark": ["type": "rule", "color": .text(Palette.light[5]), "strokeDash": [5, 3]],
          "encoding": ["x": x],
        ],
        [
          "data": data,
          "mark": [
            "type": "text", "align": "left", "dx": 4, "dy": .number(Double(index) * 15),
            "baseline": "top",
          ],
          "encoding": ["x": x, "y": ["value": 0], "text": ["field": "name", "type": "nominal"]],
        ],
      ]
    }
    return VegaLite(values: rows, layers: [bars] + lines)
  }
}
