import Clientele
import ClienteleReport

/// A number of customers, or that it is too small to be shown: `null` in JSON.
struct ShownCount: Encodable {
  /// `nil` when it is hidden.
  let value: Int?

  init(_ value: Int?) { self.value = value }

  /// A number that stands by itself.
  init(under suppression: GroupSuppression, _ count: Int) {
    value = suppression.hides(count) ? nil : count
  }

  var text: String { value.map(Figures.count) ?? Figures.hidden }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let value { try container.encode(value) } else { try container.encodeNil() }
  }
}
