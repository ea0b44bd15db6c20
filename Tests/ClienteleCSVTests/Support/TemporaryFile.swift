import Foundation

/// A file that is gone with its owner.
final class TemporaryFile {
  let path: String

  init(_ text: String) { path = TemporaryFile.make(Data(text.utf8)) }
  init(_ bytes: [UInt8]) { path = TemporaryFile.make(Data(bytes)) }

  private static func make(_ data: Data) -> String {
    let name = "clientele-\(UInt64.random(in: .min ... .max)).csv"
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(name)
    _ = FileManager.default.createFile(atPath: url.path, contents: data)
    return url.path
  }

  var text: String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
