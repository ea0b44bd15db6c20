/// The colours of charts.
///
/// Those of parts are made after M. Okabe and K. Ito (2008), which people with any kind of colour
/// vision tell apart; none is needed to read a chart: names, dashes and outlines say the same.
enum Palette {
  /// Of parts of a whole, and of what is where.
  static let light = [
    "#56b4e9", "#0072b2", "#7fd1ae", "#009e73", "#f0c419", "#e08a1e", "#b0553a", "#9aa3ad",
  ]
  static let dark = [
    "#7cc7f2", "#3d9bd9", "#8edbbb", "#2fb98f", "#f2cf45", "#eea040", "#cf7254", "#8b949f",
  ]
  /// Of lines, by places above.
  static let lines = [1, 5, 3, 6]
  /// Of flows, by places above, with the dashes of their outlines.
  static let flows: [(colour: Int, dash: String)] = [
    (7, "none"), (5, "0"), (3, "5 3"), (0, "1.5 2.5"),
  ]
  /// What heat is a tint of, in red, green and blue.
  static let heat = (light: "11,87,164", dark: "125,183,240")
  /// The number of tints of heat.
  static let tintCount = 10

  /// The tint of a value.
  static func tint(of value: Double, upTo largest: Double) -> Int {
    guard largest > 0, value > 0 else { return 0 }
    return min(tintCount - 1, Int(value / largest * (Double(tintCount) - 0.01)))
  }

  /// Colours of parts in order.
  static func vega(_ places: [Int]) -> JSON {
    .list(places.map { .text(light[$0 % light.count]) })
  }
}
