/// Where things were and where they went: bands as wide as what flows.
struct Sankey {
  struct Node {
    let name: String
    let index: Int
  }

  struct Flow {
    let from: Int
    let to: Int
    let count: Int
    let kind: String
    let tip: String
  }

  let id: String
  let title: String
  let description: String
  let sources: [Node]
  let targets: [Node]
  /// Between places of sources and targets.
  let flows: [Flow]

  private static let height = 420.0
  private static let gap = 10.0
  private static let thickness = 12.0

  var svg: Markup {
    var drawing = Drawing(
      id: id, width: Frame.width, height: Sankey.height, title: title, description: description)
    let margin = (sources + targets).map { Frame.width(of: $0.name) }.max().map { $0 + 66 } ?? 60
    let (left, right) = (margin, Frame.width - margin - Sankey.thickness)
    let total = max(1, flows.reduce(0) { $0 + $1.count })
    let nodeCount = max(sources.count, targets.count)
    let unit = (Sankey.height - Sankey.gap * Double(nodeCount + 1)) / Double(total)
    var starts = tops(sources, unit) { place in flows.filter { $0.from == place } }
    var ends = tops(targets, unit) { place in flows.filter { $0.to == place } }
    let (sourceTops, targetTops) = (starts, ends)
    for flow in flows where flow.count > 0 {
      let width = Double(flow.count) * unit
      let (y0, y1) = (starts[flow.from], ends[flow.to])
      var band = Path()
      band.move(to: (left + Sankey.thickness, y0))
      band.flow(from: (left + Sankey.thickness, y0), to: (right, y1))
      band.line(to: (right, y1 + width))
      band.flow(from: (right, y1 + width), to: (left + Sankey.thickness, y0 + width))
      band.close()
      drawing.path(band, class: "flow \(flow.kind)", tip: flow.tip)
      starts[flow.from] += width
      ends[flow.to] += width
    }
    draw(sources, sourceTops, starts, x: left, names: .end, on: &drawing)
    draw(targets, targetTops, ends, x: right, names: .start, on: &drawing)
    return drawing.svg
  }

  private func tops(_ nodes: [Node], _ unit: Double, _ flows: (Int) -> [Flow]) -> [Double] {
    var next = Sankey.gap
    return nodes.indices.map { place in
      let top = next
      next += flows(place).reduce(0) { $0 + Double($1.count) } * unit + Sankey.gap
      return top
    }
  }

  private func draw(
    _ nodes: [Node], _ tops: [Double], _ ends: [Double], x: Double, names anchor: Drawing.Anchor,
    on drawing: inout Drawing
  ) {
    var free = 0.0
    for (place, node) in nodes.enumerated() {
      let length = ends[place] - tops[place]
      guard length > 0 else { continue }
      drawing.rectangle(
        x, tops[place], Sankey.thickness, max(1, length), class: "area s\(node.index)",
        tip: node.name)
      let y = max((tops[place] + ends[place]) / 2 + 4, free + 14)
      free = y
      let side = anchor == .end ? x - 6 : x + Sankey.thickness + 6
      drawing.text(node.name, at: (side, y), anchor, class: "label")
    }
  }
}
