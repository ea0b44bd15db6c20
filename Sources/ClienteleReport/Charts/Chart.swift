/// A chart: a value that is declared once, and is a picture on a page and a Vega-Lite specification
/// for those who want to change it.
protocol Chart: Sendable {
  var label: ChartLabel { get }
  /// Whether there is nothing to show.
  var isEmpty: Bool { get }
  /// What stands on the page.
  var markup: Markup { get }
  /// The parts of the specification besides its title and its description.
  var vegaLite: VegaLite { get }
}

/// What a chart is called, and what is said of it to those who do not see it.
struct ChartLabel: Sendable {
  /// Unique on the page.
  let id: String
  let title: String
  let description: String

  init(_ id: String, _ title: String, _ description: String) {
    self.id = id
    self.title = title
    self.description = description
  }
}

/// A chart that is drawn: once for screens and paper, and once for phones.
protocol DrawnChart: Chart {
  func height(on canvas: Canvas) -> Double
  func draw(on drawing: inout Drawing)
  /// What the marks mean that no label stands beside.
  func legend(on canvas: Canvas) -> [LegendKey]
}

/// How wide a drawing is.
struct Canvas: Hashable {
  let name: String
  let width: Double
  var isNarrow: Bool { width < 500 }

  static let wide = Canvas(name: "wide", width: 800)
  /// A phone: labels are as large as on a wide screen, so there are fewer of them.
  static let narrow = Canvas(name: "narrow", width: 350)
}

/// A line of a legend.
struct LegendKey {
  let name: String
  /// Classes of the sample.
  let names: String
  /// What stands in the drawing in place of the name.
  var sign: String?
}

extension DrawnChart {
  func legend(on canvas: Canvas) -> [LegendKey] { [] }

  var markup: Markup {
    let pictures = [Canvas.wide, .narrow].map { canvas -> Markup in
      var drawing = Drawing(of: label, on: canvas, height: height(on: canvas))
      draw(on: &drawing)
      let keys = legend(on: canvas)
      return .element(
        "div", [("class", canvas.name)], keys.isEmpty ? drawing.svg : drawing.svg + list(keys))
    }
    return .element("figure", [("class", "chart"), ("id", label.id)], pictures.joined())
  }

  private func list(_ keys: [LegendKey]) -> Markup {
    .element(
      "ul", [("class", "legend")],
      keys.map { key in
        Markup.element(
          "li",
          .element("i", [("class", "key " + key.names)], key.sign ?? "") + Markup(" " + key.name))
      }.joined())
  }
}
