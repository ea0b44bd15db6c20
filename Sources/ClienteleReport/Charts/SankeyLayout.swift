/// Where the nodes and bands of a ``Sankey`` lie, in pixels.
struct SankeyLayout {
  struct Box {
    let node: Sankey.Node
    let x: Double
    let top: Double
    let height: Double
    let isSource: Bool
  }

  struct Band {
    let flow: Sankey.Flow
    let from: Double
    let to: Double
    let width: Double
  }

  static let thickness = 12.0
  private static let gap = 10.0

  /// Where bands begin and end.
  let xs: (left: Double, right: Double)
  private(set) var boxes: [Box] = []
  private(set) var bands: [Band] = []

  /// - Parameter margin: Room for names beside the nodes.
  init(of sankey: Sankey, width: Double, height: Double, margin: Double) {
    let (left, right) = (margin, width - margin - Self.thickness)
    xs = (left + Self.thickness, right)
    let total = max(1, sankey.flows.reduce(0) { $0 + $1.count })
    let nodeCount = max(sankey.sources.count, sankey.targets.count)
    let unit = max(0, height - Self.gap * Double(nodeCount + 1)) / Double(total)
    func tops(_ nodes: [Sankey.Node], _ place: (Sankey.Flow) -> Int) -> [Double] {
      var next = Self.gap
      return nodes.indices.map { index in
        let top = next
        let count = sankey.flows.reduce(0) { $0 + (place($1) == index ? $1.count : 0) }
        next += Double(count) * unit + Self.gap
        return top
      }
    }
    let (sourceTops, targetTops) = (tops(sankey.sources, \.from), tops(sankey.targets, \.to))
    var (starts, ends) = (sourceTops, targetTops)
    for flow in sankey.flows where flow.count > 0 {
      let width = Double(flow.count) * unit
      bands.append(Band(flow: flow, from: starts[flow.from], to: ends[flow.to], width: width))
      starts[flow.from] += width
      ends[flow.to] += width
    }
    for (place, node) in sankey.sources.enumerated() where starts[place] > sourceTops[place] {
      let top = sourceTops[place]
      boxes.append(
        Box(node: node, x: left, top: top, height: max(2, starts[place] - top), isSource: true))
    }
    for (place, node) in sankey.targets.enumerated() where ends[place] > targetTops[place] {
      let top = targetTops[place]
      boxes.append(
        Box(node: node, x: right, top: top, height: max(2, ends[place] - top), isSource: false))
    }
  }

  /// The height of each box's name, moved apart where two would touch.
  var labelPlaces: [Double] {
    var free = (source: 0.0, target: 0.0)
    return boxes.map { box in
      let y = max(box.top + box.height / 2 + 4, (box.isSource ? free.source : free.target) + 14)
      if box.isSource { free.source = y } else { free.target = y }
      return y
    }
  }

  /// Places along the edge of a band: a cubic curve that leaves and arrives level.
  static func edge(
    from start: (Double, Double), to end: (Double, Double), stepCount: Int
  ) -> [(x: Double, y: Double)] {
    (0...stepCount).map { step in
      let t = Double(step) / Double(stepCount)
      let (u, middle) = (1 - t, (start.0 + end.0) / 2)
      let weights = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
      return (
        weights.0 * start.0 + (weights.1 + weights.2) * middle + weights.3 * end.0,
        (weights.0 + weights.1) * start.1 + (weights.2 + weights.3) * end.1
      )
    }
  }
}
