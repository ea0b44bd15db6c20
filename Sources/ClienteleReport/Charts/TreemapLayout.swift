/// Rectangles of proportional area, as square as they can be.
///
/// Source: M. Bruls, K. Huizing, J. van Wijk (2000), "Squarified Treemaps".
enum TreemapLayout {
  struct Box: Equatable {
    var (x, y, width, height) = (0.0, 0.0, 0.0, 0.0)

    static func == (left: Box, right: Box) -> Bool {
      (left.x, left.y, left.width, left.height) == (right.x, right.y, right.width, right.height)
    }
  }

  /// - Parameter values: Above 0 and descending.
  static func boxes(of values: [Double], width: Double, height: Double) -> [Box] {
    let total = values.reduce(0, +)
    guard total > 0 else { return [] }
    let areas = values.map { $0 / total * width * height }
    var (boxes, left, next) = ([Box](), Box(x: 0, y: 0, width: width, height: height), 0)
    while next < areas.count {
      let side = min(left.width, left.height)
      var end = next + 1
      while end < areas.count
        && worst(areas[next...end], side) <= worst(areas[next..<end], side)
      { end += 1 }
      boxes += take(areas[next..<end], side, from: &left)
      next = end
    }
    return boxes
  }

  /// Lays a row along the shorter side of what is left.
  private static func take(
    _ row: ArraySlice<Double>, _ side: Double, from left: inout Box
  ) -> [Box] {
    let depth = side > 0 ? row.reduce(0, +) / side : 0
    let isColumn = left.width >= left.height
    var (boxes, along) = ([Box](), 0.0)
    for area in row {
      let length = depth > 0 ? area / depth : 0
      boxes.append(
        isColumn
          ? Box(x: left.x, y: left.y + along, width: depth, height: length)
          : Box(x: left.x + along, y: left.y, width: length, height: depth))
      along += length
    }
    if isColumn {
      left.x += depth
      left.width = max(0, left.width - depth)
    } else {
      left.y += depth
      left.height = max(0, left.height - depth)
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
