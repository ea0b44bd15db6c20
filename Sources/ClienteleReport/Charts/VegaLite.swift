/// What a chart is made of in Vega-Lite: its data and its layers.
///
/// Source: Satyanarayan, Moritz, Wongsuphasawat, Heer (2017), "Vega-Lite: A Grammar of Interactive
/// Graphics"; the specification is that of version 5.
struct VegaLite {
  let values: [JSON]
  let layers: [JSON]
  var height = 300.0
  /// Whether the chart lays itself out in pixels and has no axes.
  var isLaidOut = false

  /// The specification of a chart.
  func specification(of label: ChartLabel) -> JSON {
    JSON([
      ("$schema", "https://vega.github.io/schema/vega-lite/v5.json"),
      ("title", .text(label.title)), ("description", .text(label.description)),
      ("width", .number(Canvas.wide.width)), ("height", .number(height)),
      ("data", ["values": .list(values)]), ("layer", .list(layers)),
      (
        "config",
        [
          "font": "system-ui, sans-serif", "view": ["stroke": .null],
          "axis": ["domainColor": "#59616b", "gridColor": "#dcdfe4"],
        ]
      ),
    ])
  }

  /// A quantity on an axis from zero.
  static func axis(_ field: String, title: String, _ format: ValueFormat) -> JSON {
    [
      "field": .text(field), "type": "quantitative", "title": .text(title),
      "scale": ["zero": true], "axis": JSON([(format.axis.0, format.axis.1)]),
    ]
  }

  /// A place in pixels.
  static func pixels(_ field: String, upTo length: Double, isReversed: Bool = false) -> JSON {
    [
      "field": .text(field), "type": "quantitative", "axis": .null,
      "scale": [
        "domain": .list([0, .number(length)]), "nice": false, "reverse": .bool(isReversed),
      ],
    ]
  }
}

extension PlaceAxis {
  /// A place as Vega-Lite knows it: by name, or as a number.
  func vega(_ value: Double) -> JSON {
    if case .names = self { return .text(text(of: value)) }
    return .number(value)
  }

  var vegaEncoding: JSON {
    switch self {
    case .numbers(let range, let labelled, let title):
      [
        "field": "x", "type": "quantitative", "title": .text(title),
        "scale": [
          "domain": [.number(range.lowerBound), .number(range.upperBound)], "nice": false,
        ],
        "axis": ["values": .list(labelled.map(JSON.number)), "grid": false],
      ]
    case .names(let names, let title):
      [
        "field": "x", "type": "ordinal", "title": .text(title), "sort": .list(names.map(JSON.text)),
        "axis": ["labelAngle": 0, "labelOverlap": true],
      ]
    }
  }
}
