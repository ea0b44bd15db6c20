/// From values to places on a drawing, in proportion.
struct LinearScale {
  let values: ClosedRange<Double>
  /// Where the lowest and the highest value go; the first may be larger, as on a y axis.
  let places: (start: Double, end: Double)

  init(_ values: ClosedRange<Double>, to start: Double, _ end: Double) {
    self.values = values
    places = (start, end)
  }

  func callAsFunction(_ value: Double) -> Double {
    let length = values.upperBound - values.lowerBound
    guard length > 0 else { return places.start }
    return places.start + (value - values.lowerBound) / length * (places.end - places.start)
  }

  /// Round values, about `count` of them, all inside the scale: multiples of 1, 2 or 5 times a
  /// power of ten.
  func ticks(_ count: Int) -> [Double] {
    let length = values.upperBound - values.lowerBound
    guard length > 0, length.isFinite, count > 0 else { return [values.lowerBound] }
    let wanted = length / Double(count)
    var magnitude = 1.0
    while magnitude * 10 <= wanted { magnitude *= 10 }
    while magnitude > wanted { magnitude /= 10 }
    let chosen = [1.0, 2, 5, 10].map { $0 * magnitude }.first { $0 >= wanted } ?? wanted
    let first = (values.lowerBound / chosen).rounded(.up)
    let last = (values.upperBound / chosen + 1e-9).rounded(.down)
    guard first <= last else { return [values.lowerBound] }
    return (0...Int(last - first)).map { (first + Double($0)) * chosen }
  }

  /// The scale of values from zero to a bit above the largest.
  static func fromZero(to largest: Double, at start: Double, _ end: Double) -> LinearScale {
    LinearScale(0...(largest > 0 ? largest * 1.05 : 1), to: start, end)
  }
}
