/// Parts of a whole as rectangles of proportional area, tinted by a second figure.
struct Treemap: DrawnChart {
  struct Item: Sendable {
    let name: String
    let detail: String
    /// What the area stands for.
    let value: Double
    /// What the tint stands for; `nil` for none.
    let heat: Double?
    let tip: String
  }

  let label: ChartLabel
  let items: [Item]
  /// What is more where the tint is stronger.
  let heatTitle: String

  var isEmpty: Bool { shown.isEmpty }

  private var shown: [Item] { items.filter { $0.value > 0 }.sorted { $0.value > $1.value } }

  private var largestHeat: Double { items.compactMap(\.heat).max() ?? 0 }

  func height(on canvas: Canvas) -> Double { canvas.isNarrow ? 440 : 360 }

  func draw(on drawing: inout Drawing) {
    let shown = shown
    let boxes = TreemapLayout.boxes(
      of: shown.map(\.value), width: drawing.width, height: drawing.height)
    for (item, box) in zip(shown, boxes) {
      let tint = Palette.tint(of: item.heat ?? 0, upTo: largestHeat)
      drawing.rectangle(
        box.x + 1, box.y + 1, max(0, box.width - 2), max(0, box.height - 2),
        class: "tile t\(tint)", tip: item.tip)
      draw(item, in: box, on: &drawing)
    }
  }

  /// The name, a word a line where it is too long for one, and below it the detail; what does not
  /// fit is left to the table.
  private func draw(_ item: Item, in box: TreemapLayout.Box, on drawing: inout Drawing) {
    let room = box.width - 14
    let isShort = Frame.width(of: item.name) * 1.08 <= room
    let lines = isShort ? [item.name] : item.name.split(separator: " ").map(String.init)
    guard lines.allSatisfy({ Frame.width(of: $0) * 1.08 <= room }),
      Double(lines.count) * 17 + 8 <= box.height
    else { return }
    var y = box.y + 20
    for line in lines {
      drawing.text(line, at: (box.x + 9, y), class: "tile-name")
      y += 17
    }
    if Frame.width(of: item.detail) <= room && y + 6 <= box.y + box.height {
      drawing.text(item.detail, at: (box.x + 9, y), class: "tile-detail")
    }
  }

  func legend(on canvas: Canvas) -> [LegendKey] {
    guard largestHeat > 0 else { return [] }
    return [LegendKey(name: heatTitle, names: "ramp")]
  }

  /// Vega-Lite has no mark for treemaps: rectangles that are laid out already.
  var vegaLite: VegaLite {
    let (width, height) = (Canvas.wide.width, 360.0)
    let shown = shown
    let boxes = TreemapLayout.boxes(of: shown.map(\.value), width: width, height: height)
    let rows = zip(shown, boxes).map { item, box in
      JSON([
        ("name", .text(item.name)), ("detail", .text(item.detail)), ("value", .number(item.value)),
        ("heat", item.heat.map(JSON.number)), ("what", .text(item.tip)), ("x", .number(box.x)),
        ("right", .number(box.x + box.width)), ("y", .number(box.y)),
        ("end", .number(box.y + box.height)),
      ])
    }
    let x = VegaLite.pixels("x", upTo: width)
    let y = VegaLite.pixels("y", upTo: height, isReversed: true)
    func text(_ field: JSON, _ shift: JSON, _ weight: JSON) -> JSON {
      [
        "transform": [["filter": "datum.right - datum.x > 90 && datum.end - datum.y > 40"]],
        "mark": [
          "type": "text", "align": "left", "baseline": "top", "dx": 8, "dy": shift,
          "fontWeight": weight, "color": "#10263c",
        ],
        "encoding": ["x": x, "y": y, "text": ["field": field, "type": "nominal"]],
      ]
    }
    return VegaLite(
      values: rows,
      layers: [
        [
          "mark": ["type": "rect", "stroke": "white", "strokeWidth": 2],
          "encoding": [
            "x": x, "x2": ["field": "right"], "y": y, "y2": ["field": "end"],
            "color": [
              "field": "heat", "type": "quantitative", "title": .text(heatTitle),
              "scale": ["range": ["#eaf1f8", "#8fb3d6"]],
              "legend": ["orient": "bottom", "titleLimit": 700],
            ],
            "tooltip": ["field": "what", "type": "nominal"],
          ],
        ],
        text("name", 8, "bold"), text("detail", 26, "normal"),
      ], height: height)
  }
}
