/// Where things were and where they went: bands as wide as what flows.
struct Sankey: DrawnChart {
  struct Node: Sendable {
    let name: String
    /// How many are there, written out.
    let figure: String
    /// The place of its colour.
    let index: Int
  }

  struct Flow: Sendable {
    /// A place among the sources.
    let from: Int
    /// A place among the targets.
    let to: Int
    let count: Int
    /// A place among the kinds.
    let kind: Int
    let tip: String
  }

  let label: ChartLabel
  let sources: [Node]
  let targets: [Node]
  let flows: [Flow]
  /// What the colours and outlines of bands mean, with counts; at most as many as
  /// ``Palette/flows``.
  let kinds: [String]

  var isEmpty: Bool { !flows.contains { $0.count > 0 } }

  func height(on canvas: Canvas) -> Double { 430 }

  func draw(on drawing: inout Drawing) {
    let layout = layout(width: drawing.width, isNarrow: drawing.canvas.isNarrow)
    let (left, right) = layout.xs
    for band in layout.bands {
      var path = Path()
      path.move(to: (left, band.from))
      path.flow(from: (left, band.from), to: (right, band.to))
      path.line(to: (right, band.to + band.width))
      path.flow(from: (right, band.to + band.width), to: (left, band.from + band.width))
      path.close()
      drawing.path(path, class: "flow f\(band.flow.kind)", tip: band.flow.tip)
    }
    for (box, y) in zip(layout.boxes, layout.labelPlaces) {
      drawing.rectangle(
        box.x, box.top, SankeyLayout.thickness, box.height, class: "area s\(box.node.index)",
        tip: box.node.text)
      // Outside of the bands; on a phone there is no room but on them.
      let isLeft = box.isSource != drawing.canvas.isNarrow
      drawing.text(
        drawing.canvas.isNarrow ? box.node.text(in: drawing.width / 2 - 26) : box.node.text,
        at: (isLeft ? box.x - 6 : box.x + SankeyLayout.thickness + 6, y),
        isLeft ? .end : .start, class: "label halo")
    }
  }

  private func layout(width: Double, isNarrow: Bool) -> SankeyLayout {
    let names = (sources + targets).map { Frame.width(of: $0.text) }.max() ?? 0
    return SankeyLayout(
      of: self, width: width, height: 430, margin: isNarrow ? 0 : max(60, names + 20))
  }

  func legend(on canvas: Canvas) -> [LegendKey] {
    kinds.enumerated().map { LegendKey(name: $1, names: "f\($0)") }
  }

  /// Vega-Lite has no mark for flows: bands are areas between two edges, nodes are rectangles.
  var vegaLite: VegaLite {
    let layout = layout(width: Canvas.wide.width, isNarrow: false)
    let (left, right) = layout.xs
    let rows = layout.bands.enumerated().flatMap { index, band in
      SankeyLayout.edge(from: (left, band.from), to: (right, band.to), stepCount: 24).map {
        place -> JSON in
        [
          "flow": .number(Double(index)), "kind": .text(kinds[band.flow.kind]),
          "what": .text(band.flow.tip), "x": .number(Self.rounded(place.x)),
          "y": .number(Self.rounded(place.y)), "end": .number(Self.rounded(place.y + band.width)),
        ]
      }
    }
    let nodes = zip(layout.boxes, layout.labelPlaces).map { box, y -> JSON in
      [
        "name": .text(box.node.text), "x": .number(box.x), "right": .number(box.x + 12),
        "y": .number(Self.rounded(box.top)), "end": .number(Self.rounded(box.top + box.height)),
        "colour": .text(Palette.light[box.node.index % Palette.light.count]),
        "side": box.isSource ? "left" : "right",
        "labelX": .number(box.isSource ? box.x : box.x + 12),
        "labelY": .number(y - 4),
      ]
    }
    let x = VegaLite.pixels("x", upTo: Canvas.wide.width)
    let y = VegaLite.pixels("y", upTo: 430, isReversed: true)
    let range = kinds.indices.map { Palette.flows[$0].colour }
    let data: JSON = ["values": .list(nodes)]
    func names(_ side: String, _ align: JSON, _ shift: JSON) -> JSON {
      [
        "data": data, "transform": [["filter": .text("datum.side == '\(side)'")]],
        "mark": ["type": "text", "align": align, "baseline": "middle", "dx": shift],
        "encoding": [
          "x": VegaLite.pixels("labelX", upTo: Canvas.wide.width),
          "y": VegaLite.pixels("labelY", upTo: 430, isReversed: true),
          "text": ["field": "name", "type": "nominal"],
        ],
      ]
    }
    return VegaLite(
      values: rows,
      layers: [
        [
          "mark": ["type": "area", "opacity": 0.55],
          "encoding": [
            "x": x, "y": y, "y2": ["field": "end"], "detail": ["field": "flow", "type": "nominal"],
            "color": [
              "field": "kind", "type": "nominal", "title": .null,
              "scale": [
                "domain": .list(kinds.map(JSON.text)), "range": Palette.vega(range),
              ], "legend": ["orient": "bottom"],
            ],
            "tooltip": ["field": "what", "type": "nominal"],
          ],
        ],
        [
          "data": data, "mark": ["type": "rect"],
          "encoding": [
            "x": x, "x2": ["field": "right"], "y": y, "y2": ["field": "end"],
            "color": ["field": "colour", "type": "nominal", "scale": .null],
          ],
        ],
        names("left", "right", -6), names("right", "left", 6),
      ], height: 430)
  }

  private static func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }
}

extension Sankey.Node {
  fileprivate var text: String { "\(name) \(figure)" }

  /// Name and figure in the room that there is.
  fileprivate func text(in width: Double) -> String {
    let end = " " + figure
    return Frame.shortened(name, to: width - Frame.width(of: end)) + end
  }
}
