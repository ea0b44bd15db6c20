import Testing

@testable import ClienteleReport

struct LayoutTests {
  @Test func `rectangles of a treemap fill it in proportion, and none lies on another`() {
    let cases: [[Double]] = [
      [1], [3, 2, 1], [100, 1, 1, 1, 1], (1...40).reversed().map { Double($0) },
    ]
    for values in cases {
      let boxes = TreemapLayout.boxes(of: values, width: 800, height: 360)
      #expect(boxes.count == values.count)
      let total = values.reduce(0, +)
      for (value, box) in zip(values, boxes) {
        // Rounding of a sum of forty.
        #expect(abs(box.width * box.height - value / total * 800 * 360) < 1e-6)
        #expect(box.x > -1e-9 && box.y > -1e-9)
        #expect(box.x + box.width < 800 + 1e-9 && box.y + box.height < 360 + 1e-9)
      }
      for (place, box) in boxes.enumerated() {
        for other in boxes[(place + 1)...] {
          let width = min(box.x + box.width, other.x + other.width) - max(box.x, other.x)
          let height = min(box.y + box.height, other.y + other.height) - max(box.y, other.y)
          #expect(min(width, height) < 1e-6)
        }
      }
    }
    #expect(TreemapLayout.boxes(of: [], width: 800, height: 360).isEmpty)
  }

  private func sankey(_ flows: [(Int, Int, Int)]) -> Sankey {
    Sankey(
      label: ChartLabel("id", "title", "description"),
      sources: ["a", "b", "c"].enumerated().map { .init(name: $1, figure: "1", index: $0) },
      targets: ["d", "e"].enumerated().map { .init(name: $1, figure: "1", index: $0) },
      flows: flows.map { .init(from: $0.0, to: $0.1, count: $0.2, kind: 0, tip: "") },
      kinds: ["all"])
  }

  @Test func `bands of a Sankey diagram are as wide as what flows, and fill their nodes`() {
    let layout = SankeyLayout(
      of: sankey([(0, 0, 10), (0, 1, 30), (1, 1, 40), (2, 0, 0)]), width: 800, height: 430,
      margin: 100)
    #expect(layout.bands.count == 3)
    let unit = layout.bands[0].width / 10
    for band in layout.bands {
      #expect(abs(band.width - Double(band.flow.count) * unit) < 1e-9)
      #expect(band.from >= 0 && max(band.from, band.to) + band.width <= 430)
    }
    // Nobody is in c.
    #expect(layout.boxes.map(\.node.name) == ["a", "b", "d", "e"])
    #expect(abs(layout.boxes[0].height - 40 * unit) < 1e-9)
    #expect(abs(layout.boxes[3].height - 70 * unit) < 1e-9)
    #expect(abs(layout.bands[1].from - layout.bands[0].from - 10 * unit) < 1e-9)
  }

  @Test func `names of nodes never touch, however thin the nodes are`() {
    let layout = SankeyLayout(
      of: sankey([(0, 0, 1), (1, 0, 1), (2, 1, 100_000)]), width: 800, height: 430, margin: 100)
    let places = zip(layout.boxes, layout.labelPlaces)
    for side in [true, false] {
      let own = places.filter { $0.0.isSource == side }.map(\.1)
      for (one, next) in zip(own, own.dropFirst()) { #expect(next - one >= 14) }
    }
  }
}
