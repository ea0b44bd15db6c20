/// Parts of a whole over time, one on the other.
struct StackedAreas: DrawnChart {
  struct Layer: Sendable {
    let name: String
    let values: [Double]
  }

  let label: ChartLabel
  /// From the bottom up; as many values each as there are places on the axis.
  let layers: [Layer]
  let xNames: [String]
  let xTitle: String
  let yTitle: String
  let format: ValueFormat

  private var x: PlaceAxis { .names(xNames, title: xTitle) }

  var isEmpty: Bool { !layers.contains { $0.values.contains { $0 > 0 } } }

  func height(on canvas: Canvas) -> Double { canvas.isNarrow ? 280 : 360 }

  func draw(on drawing: inout Drawing) {
    let count = xNames.count
    let totals = (0..<count).map { place in layers.reduce(0) { $0 + $1.values[place] } }
    let names = layers.map { Frame.width(of: $0.name) }.max() ?? 0
    let frame = Frame(
      x.range, highest: totals.max() ?? 0, format, on: drawing,
      rightMargin: drawing.canvas.isNarrow ? 34 : names + 24)
    var floor = [Double](repeating: 0, count: count)
    var middles: [Double] = []
    for (index, layer) in layers.enumerated() {
      let ceiling = zip(floor, layer.values).map { $0 + $1 }
      let upper = ceiling.enumerated().map { (frame.x(Double($0)), frame.y($1)) }
      let lower = floor.enumerated().map { (frame.x(Double($0)), frame.y($1)) }
      var area = Path(through: upper + lower.reversed())
      area.close()
      drawing.path(area, class: "area s\(index % 8)", tip: layer.name)
      middles.append((frame.y(floor.last ?? 0) + frame.y(ceiling.last ?? 0)) / 2)
      floor = ceiling
    }
    frame.drawLevels(on: &drawing, title: yTitle)
    drawNames(beside: middles, in: frame, on: &drawing)
    frame.drawPlaces(on: &drawing, x.labels, title: xTitle)
  }

  /// Each name beside its layer, moved where two would touch; a thin line leads to it. On a phone a
  /// number stands for the name.
  private func drawNames(
    beside middles: [Double], in frame: Frame, on drawing: inout Drawing
  ) {
    let right = frame.x.places.end
    let step = 15.0
    var free = frame.y.places.start + 2
    for (index, layer) in layers.enumerated() {
      // Those above need room, too.
      let most = Frame.top + step * Double(layers.count - 1 - index)
      let y = max(min(middles[index], free), min(most, free))
      free = y - step
      drawing.line(from: (right + 2, middles[index]), to: (right + 12, y), class: "leader")
      if drawing.canvas.isNarrow {
        drawing.text(String(index + 1), at: (right + 16, y + 4), class: "label")
      } else {
        drawing.rectangle(right + 13, y - 4, 8, 8, class: "area s\(index % 8)")
        drawing.text(layer.name, at: (right + 25, y + 4), class: "label")
      }
    }
  }

  func legend(on canvas: Canvas) -> [LegendKey] {
    guard canvas.isNarrow else { return [] }
    return layers.enumerated().reversed().map { index, layer in
      LegendKey(name: "\(index + 1) \(layer.name)", names: "s\(index % 8)")
    }
  }

  var vegaLite: VegaLite {
    let rows = layers.enumerated().flatMap { place, layer in
      xNames.indices.map { index -> JSON in
        [
          "x": .text(xNames[index]), "part": .text(layer.name), "place": .number(Double(place)),
          "value": .number(layer.values[index]),
        ]
      }
    }
    // A legend from the top down, as areas lie.
    let names = layers.reversed().map { JSON.text($0.name) }
    var y = VegaLite.axis("value", title: yTitle, format)
    if case .object(let members) = y { y = .object(members + [("stack", "zero")]) }
    let mark: JSON = [
      "type": "area", "opacity": 1, "tooltip": true,
      "line": ["color": "white", "strokeWidth": 1],
    ]
    return VegaLite(
      values: rows,
      layers: [
        [
          "mark": mark,
          "encoding": [
            "x": x.vegaEncoding, "y": y,
            "color": [
              "field": "part", "type": "nominal", "title": .null,
              "scale": [
                "domain": .list(names),
                "range": Palette.vega(layers.indices.reversed().map { $0 }),
              ],
            ],
            "order": ["field": "place", "type": "quantitative"],
          ],
        ]
      ])
  }
}
