import Clientele
import ClienteleKernels
import FoundationEssentials

/// As a JSON object. Every key may be left out and then has the value of the preset that
/// `basedOn` names, or of `plain`.
///
/// ```json
/// {
///   "basedOn": "plain",
///   "columns": {"order": "Bestellung", "customer": ["Kunde", "Kunden-Nr"], "amount": "Summe"},
///   "dateFormat": "dd.MM.yyyy",
///   "dialect": {"delimiter": ";"},
///   "numbers": {"decimalSign": ",", "groupingSigns": "."},
///   "dimensions": [{"name": "channel", "column": "Kanal", "of": "order"}]
/// }
/// ```
extension OrderSchema: Codable {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case basedOn, columns, dimensions, measures, records, orderCells, encoding, dialect,
      headerMatching
    case dateFormat, numbers, scale, currency, statuses, anonymousCustomers, missingCustomer
    case missingAmount, zeroAmountOrders, refunds, refundOrderPrefix, nonPositiveQuantities
    case identicalRecords, conflicts, purchaseUnit
  }

  public init(from decoder: any Decoder) throws {
    let container = try StrictContainer(decoder, CodingKeys.self)
    var preset = "plain"
    try container.update(&preset, .basedOn)
    guard let base = OrderSchema(preset: preset) else {
      let names = OrderSchema.presetNames.joined(separator: ", ")
      throw container.fault(.basedOn, "there is no preset \(preset); the presets are \(names)")
    }
    self = base
    try container.update(&dimensions, .dimensions)
    try container.update(&measures, .measures)
    try container.update(&orderCells, .orderCells)
    try container.update(&encoding, .encoding)
    try container.update(&dialect, .dialect)
    try container.update(&headerMatching, .headerMatching)
    try container.update(&dateFormat, .dateFormat)
    try container.update(&numbers, .numbers)
    try container.update(&scale, .scale)
    try container.update(&currency, .currency)
    try container.update(&statuses, .statuses)
    try container.update(&anonymousCustomers, .anonymousCustomers)
    try container.update(&missingCustomer, .missingCustomer)
    try container.update(&missingAmount, .missingAmount)
    try container.update(&refundOrderPrefix, .refundOrderPrefix)
    try container.update(&nonPositiveQuantities, .nonPositiveQuantities)
    try container.update(&policies.records, .records)
    try container.update(&policies.zeroAmountOrders, .zeroAmountOrders)
    try container.update(&policies.refunds, .refunds)
    try container.update(&policies.identicalRecords, .identicalRecords)
    try container.update(&policies.conflicts, .conflicts)
    try container.update(&policies.purchaseUnit, .purchaseUnit)
    if container.contains(.columns) {
      let nested = try decoder.container(keyedBy: CodingKeys.self).superDecoder(forKey: .columns)
      try columns.update(from: nested)
    }
    guard (0...6).contains(scale) else {
      throw container.fault(.scale, "the scale must be 0 through 6")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(columns, forKey: .columns)
    try container.encode(dimensions, forKey: .dimensions)
    try container.encodeIfPresent(measures, forKey: .measures)
    try container.encode(orderCells, forKey: .orderCells)
    try container.encode(encoding, forKey: .encoding)
    try container.encode(dialect, forKey: .dialect)
    try container.encode(headerMatching, forKey: .headerMatching)
    try container.encode(dateFormat, forKey: .dateFormat)
    try container.encode(numbers, forKey: .numbers)
    try container.encode(scale, forKey: .scale)
    try container.encode(currency, forKey: .currency)
    try container.encode(statuses, forKey: .statuses)
    try container.encode(anonymousCustomers, forKey: .anonymousCustomers)
    try container.encode(missingCustomer, forKey: .missingCustomer)
    try container.encode(missingAmount, forKey: .missingAmount)
    try container.encode(refundOrderPrefix, forKey: .refundOrderPrefix)
    try container.encode(nonPositiveQuantities, forKey: .nonPositiveQuantities)
    try container.encode(policies.records, forKey: .records)
    try container.encode(policies.zeroAmountOrders, forKey: .zeroAmountOrders)
    try container.encode(policies.refunds, forKey: .refunds)
    try container.encode(policies.identicalRecords, forKey: .identicalRecords)
    try container.encode(policies.conflicts, forKey: .conflicts)
    try container.encode(policies.purchaseUnit, forKey: .purchaseUnit)
  }
}

/// Why a text is not a schema, as a sentence.
public struct SchemaError: Error, Hashable, Sendable, CustomStringConvertible {
  public let description: String
}

extension OrderSchema {
  /// The schema that a JSON text describes.
  ///
  /// - Throws: ``SchemaError`` naming the key that is wrong, and the nearest right one.
  public init(json text: String) throws(SchemaError) {
    do {
      self = try JSONDecoder().decode(OrderSchema.self, from: Data(text.utf8))
    } catch let error as DecodingError {
      throw SchemaError(description: error.sentence)
    } catch {
      throw SchemaError(description: "this is not JSON")
    }
  }
}

extension OrderSchema {
  /// The schema in a JSON file.
  ///
  /// - Throws: ``SchemaError`` naming the file, and the key that is wrong.
  public init(contentsOfFile path: String) throws(SchemaError) {
    let bytes: [UInt8]
    do throws(FileFailure) {
      bytes = try readFile(path, limitBytes: 1 << 20)
    } catch {
      throw SchemaError(description: "\(path) cannot be read: \(error.text)")
    }
    do throws(SchemaError) {
      try self.init(json: String(decoding: bytes, as: UTF8.self))
    } catch {
      throw SchemaError(description: "\(path): \(error)")
    }
  }
}

extension DecodingError {
  fileprivate var sentence: String {
    switch self {
    case .keyNotFound(let key, let context):
      "the key \(context.path(key)) is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "\(context.path()) has the wrong kind of value"
    case .dataCorrupted(let context):
      context.codingPath.isEmpty && context.underlyingError != nil
        ? "this is not JSON: \(context.underlyingError.map { "\($0)" } ?? "")"
        : context.codingPath.isEmpty
          ? context.debugDescription : "\(context.path()): \(context.debugDescription)"
    @unknown default: "this is not a schema"
    }
  }
}

extension DecodingError.Context {
  fileprivate func path(_ last: (any CodingKey)? = nil) -> String {
    let keys = codingPath + (last.map { [$0] } ?? [])
    return keys.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
  }
}
