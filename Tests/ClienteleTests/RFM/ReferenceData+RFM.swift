import Clientele
import FoundationEssentials
import Testing

extension ReferenceData {
  static func has(_ path: String) -> Bool {
    folder.map { FileManager.default.fileExists(atPath: $0 + "/" + path) } ?? false
  }

  /// The records of a file without quotes, without its header.
  static func rows(_ path: String) throws -> [[String]] {
    try #require(text(path)).split(whereSeparator: \.isNewline).dropFirst()
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
  }

  /// A decimal of major units as minor units.
  static func minorUnits(_ text: some StringProtocol, decimals: Int) throws -> Int64 {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let fraction = parts.count == 2 ? String(parts[1]) : ""
    let padding = String(repeating: "0", count: max(0, decimals - fraction.count))
    try #require(parts.count <= 2 && fraction.count <= decimals)
    return try #require(Int64(parts[0] + fraction + padding))
  }

  static func cents(_ text: some StringProtocol) throws -> Int64 {
    try minorUnits(text, decimals: 2)
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips tests where a file of outside data is missing.
  static func needs(_ path: String) -> Self {
    .enabled(if: ReferenceData.has(path), "shared/data/\(path) is not here")
  }
}
