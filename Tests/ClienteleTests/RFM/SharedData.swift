import Clientele
import Foundation

/// Order data of others, which is not part of the package: `CLIENTELE_DATA`, or `shared/data` in a
/// folder above this one.
enum SharedData {
  static let folder: URL? = {
    if let path = ProcessInfo.processInfo.environment["CLIENTELE_DATA"] {
      return URL(fileURLWithPath: path)
    }
    var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    while folder.path != "/" {
      let data = folder.appendingPathComponent("shared/data")
      if FileManager.default.fileExists(atPath: data.path) { return data }
      folder.deleteLastPathComponent()
    }
    return nil
  }()

  /// Whether a file is there; otherwise tests that need it are skipped.
  static func has(_ path: String) -> Bool {
    folder.map { FileManager.default.fileExists(atPath: $0.appendingPathComponent(path).path) }
      ?? false
  }

  static func data(_ path: String) throws -> Data {
    guard let folder else { throw CocoaError(.fileNoSuchFile) }
    return try Data(contentsOf: folder.appendingPathComponent(path))
  }

  /// The records of a file without quotes, without its header.
  static func rows(_ path: String) throws -> [[String]] {
    String(decoding: try data(path), as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst()
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
  }

  /// A decimal of major units as cents.
  static func cents(_ text: String) throws -> Int64 {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let decimals = parts.count == 2 ? String(parts[1]) : ""
    let digits = parts[0] + decimals + String(repeating: "0", count: 2 - decimals.count)
    guard let cents = Int64(digits) else { throw CocoaError(.formatting) }
    return cents
  }
}
