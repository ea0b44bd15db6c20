/// How the values of an axis are written: on a page, and by Vega-Lite.
struct ValueFormat: Sendable {
  /// A value as text.
  let text: @Sendable (Double) -> String
  /// The same in the words of Vega-Lite.
  let vega: Vega

  enum Vega: Sendable {
    /// A format of D3.
    case d3(String)
    /// An expression that makes a label of `datum.value`.
    case expression(String)
  }

  init(_ vega: Vega, _ text: @escaping @Sendable (Double) -> String) {
    self.vega = vega
    self.text = text
  }

  /// What an axis says of its labels.
  var axis: (String, JSON) {
    switch vega {
    case .d3(let format): ("format", .text(format))
    case .expression(let expression): ("labelExpr", .text(expression))
    }
  }
}
