/// Parts of a whole as rectangles of proportional area, as square as they can be.
///
/// Source: M. Bruls, K. Huizing, J. van Wijk (2000), "Squarified Treemaps".
struct Treemap {
  struct Item {
    let name: String
    let detail: String
    let value: Double
    let tip: String
  }

  let id: String
  let title: String
  let description: String
  let items: [Item]

  private static let height = 340.0

  private struct Box {
    var (x, y, width, height) = (0.0, 0.0, 0.0, 0.0)
  }

  var svg: Markup {
    var drawing = Drawing(
      id: id, width: Frame.width, height: Treemap.height, title: title, description: description)
    let shown = items.enumerated().filter { $0.element.value > 0 }
      .sorted { $0.element.value > $1.element.value }
    let total = shown.reduce(0) { $0 + $1.element.value }
    guard total > 0 else { return drawing.svg }
    let area = Frame.width * Treemap.height / total
    let boxes = Treemap.boxes(
      of: shown.map { $0.element.value * area },
      in: Box(x: 0, y: 0, width: Frame.width, height: Treemap.height))
    for (item, box) in zip(shown, boxes) {
      drawing.rectangle(
        box.x + 1, box.y + 1, max(0, box.width - 2), max(0, box.height - 2),
        class: "tile c\(item.offset % 12)", tip: item.element.tip)
      label(item.element, in: box, on: &drawing)
    }
    return drawing.svg
  }

  /// The name, a word a line where it is too long for one, and below it the detail; what does not
  /// fit is left to the table.
  private func label(_ item: Item, in box: Box, on drawing: inout Drawing) {
    let room = box.width - 14
    let isShort = Frame.width(of: item.name) * 1.08 <= room
    let lines = isShort ? [item.name] : item.name.split(separator: " ").map(String.init)
    guard lines.allSatisfy({ Frame.width(of: $0) * 1.08 <= room }),
      Double(lines.count) * 17 + 8 <= box.height
    else { return }
    var y = box.y + 19
    for line in lines {
      drawing.text(line, at: (box.x + 8, y), class: "tile-name")
      y += 17
    }
    if Frame.width(of: item.detail) <= room && y + 6 <= box.y + box.height {
      drawing.text(item.detail, at: (box.x + 8, y), class: "tile-detail")
    }
  }

  /// - Parameter areas: Descending; together the area of the box.
  private static func boxes(of areas: [Double], in box: Box) -> [Box] {
    var (boxes, left, next) = ([Box](), box, 0)
    while next < areas.count {
      let side = min(left.width, left.height)
      var end = next + 1
      while end < areas.count
        && worst(areas[next...end], side) <= worst(areas[next..<end], side)
      { end += 1 }
      let row = areas[next..<end]
      let sum = row.reduce(0, +)
      let depth = side > 0 ? sum / side : 0
      var along = 0.0
      for area in row {
        let length = depth > 0 ? area / depth : 0
        boxes.append(
          left.width >= left.height
            ? Box(x: left.x, y: left.y + along, width: depth, height: length)
            : Box(x: left.x + along, y: left.y, width: length, height: depth))
        along += length
      }
      if left.width >= left.height {
        left.x += depth
        left.width = max(0, left.width - depth)
      } else {
        left.y += depth
        left.height = max(0, left.height - depth)
      }
      next = end
    }
    return boxes
  }

  /// The most that a rectangle of a row is longer than it is wide.
  private static func worst(_ row: ArraySlice<Double>, _ side: Double) -> Double {
    let sum = row.reduce(0, +)
    guard sum > 0, side > 0, let most = row.first, let least = row.last, least > 0 else {
      return .infinity
    }
    let square = side * side
    return max(square * most / (sum * sum), sum * sum / (square * least))
  }
}
