/// Parts of a whole over time, one on the other.
struct StackedAreas {
  struct Layer {
    let name: String
    let values: [Double]
  }

  let id: String
  let title: String
  let description: String
  /// From the bottom up; as many values each as there are labels.
  let layers: [Layer]
  let xLabels: [String]
  let xTitle: String
  let levelText: (Double) -> String

  var svg: Markup {
    let count = xLabels.count
    let totals = (0..<count).map { place in layers.reduce(0) { $0 + $1.values[place] } }
    let names = layers.map { Frame.width(of: $0.name) }.max() ?? 0
    let frame = Frame(
      0...Double(max(1, count - 1)), highest: totals.max() ?? 0, rightMargin: names + 24)
    var drawing = Drawing(
      id: id, width: Frame.width, height: Frame.height, title: title, description: description)
    var floor = [Double](repeating: 0, count: count)
    var labels: [(name: String, index: Int, y: Double)] = []
    for (index, layer) in layers.enumerated() {
      let ceiling = zip(floor, layer.values).map { $0 + $1 }
      let upper = ceiling.enumerated().map { (frame.x(Double($0)), frame.y($1)) }
      let lower = floor.enumerated().map { (frame.x(Double($0)), frame.y($1)) }
      var area = Path(through: upper + lower.reversed())
      area.close()
      drawing.path(area, class: "area s\(index)", tip: layer.name)
      if let low = floor.last, let high = ceiling.last {
        labels.append((layer.name, index, (frame.y(low) + frame.y(high)) / 2))
      }
      floor = ceiling
    }
    frame.drawLevels(on: &drawing, levelText)
    draw(labels, in: frame, on: &drawing)
    frame.drawPlaces(
      on: &drawing, xLabels.enumerated().map { (Double($0), $1) }, title: xTitle)
    return drawing.svg
  }

  /// Each name beside its layer, moved up where two would touch; a thin line leads to it.
  private func draw(
    _ labels: [(name: String, index: Int, y: Double)], in frame: Frame, on drawing: inout Drawing
  ) {
    let right = frame.x.places.end
    var free = frame.y.places.start + 2
    for label in labels {
      let y = min(label.y, free)
      free = y - 15
      drawing.line(from: (right + 2, label.y), to: (right + 12, y), class: "leader")
      drawing.rectangle(right + 13, y - 4, 8, 8, class: "area s\(label.index)")
      drawing.text(label.name, at: (right + 25, y + 4), class: "label")
    }
  }
}
