/// Bars of counts over ranges that follow each other.
struct Histogram {
  struct Bar {
    let range: Range<Int>
    let count: Int
    let tip: String
  }

  let id: String
  let title: String
  let description: String
  let bars: [Bar]
  /// Values to mark by a line, with their names.
  let marks: [(value: Double, name: String)]
  let xTitle: String
  let levelText: (Double) -> String

  var svg: Markup {
    let end = Double(bars.last?.range.upperBound ?? 1)
    let frame = Frame(0...end, highest: Double(bars.map(\.count).max() ?? 0) * 1.1)
    var drawing = Drawing(
      id: id, width: Frame.width, height: Frame.height, title: title, description: description)
    frame.drawLevels(on: &drawing, levelText)
    for bar in bars where bar.count > 0 {
      let left = frame.x(Double(bar.range.lowerBound))
      let right = frame.x(Double(bar.range.upperBound))
      let top = frame.y(Double(bar.count))
      drawing.rectangle(
        left + 0.5, top, max(0.5, right - left - 1), frame.y.places.start - top, class: "bar",
        tip: bar.tip)
    }
    var free = -Double.infinity
    for (index, mark) in marks.enumerated() where mark.value <= end {
      let x = frame.x(mark.value)
      drawing.line(from: (x, Frame.top), to: (x, frame.y.places.start), class: "mark")
      let isFree = x >= free
      let level = isFree ? Frame.top + 8 : Frame.top + 8 + Double(index) * 15
      drawing.text(mark.name, at: (x + 5, level), class: "label")
      free = max(free, x + Frame.width(of: mark.name) + 12)
    }
    let labels = frame.x.ticks(8).map { (value: $0, text: Figures.count(Int($0))) }
    frame.drawPlaces(on: &drawing, labels, title: xTitle)
    return drawing.svg
  }
}
