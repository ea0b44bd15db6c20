import Clientele
import ClienteleCSV
import FoundationEssentials

/// A fitted model in a file: `{"purchases": …, "spend": …}`, `{"opportunities": …, "every":
/// "month"}`, or a model of purchases alone.
enum StoredModel: Codable {
  case value(CustomerValueModel)
  case opportunities(OpportunityModel, every: PeriodArgument)

  private enum OpportunityKeys: String, CodingKey, CaseIterable {
    case opportunities, every
  }

  init(from decoder: any Decoder) throws {
    let keys = try decoder.keys()
    if keys.contains("opportunities") {
      let container = try StrictContainer(decoder, OpportunityKeys.self)
      guard let every: PeriodArgument = try container.word(.every) else {
        throw container.fault("the key every is missing")
      }
      self = .opportunities(try container.decode(.opportunities), every: every)
    } else if keys.contains("parameters") || keys.contains("model") {
      self = .value(
        CustomerValueModel(purchases: try FittedPurchaseModel(from: decoder), spend: nil))
    } else {
      self = .value(try CustomerValueModel(from: decoder))
    }
  }

  func encode(to encoder: any Encoder) throws {
    switch self {
    case .value(let model): try model.encode(to: encoder)
    case .opportunities(let model, let every):
      var container = encoder.container(keyedBy: OpportunityKeys.self)
      try container.encode(model, forKey: .opportunities)
      try container.encode(every.rawValue, forKey: .every)
    }
  }
}

extension ModelOptions {
  /// The stored model; `nil` when one is to be fitted.
  func stored() throws -> StoredModel? {
    guard case .stored(let place) = model else { return nil }
    return try ruleFile(StoredModel.self, in: place, for: "--model")
  }

  /// Stores a fitted model where that was asked for.
  func save(_ model: StoredModel) throws {
    guard let saveModel else { return }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let file = try TextOutput(path: saveModel)
    try file.write(String(decoding: try encoder.encode(model), as: UTF8.self) + "\n")
    try file.finish()
  }
}
