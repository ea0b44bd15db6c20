import ClienteleFixtures
import Foundation
import Testing

/// A folder with the fixture shop as `orders.csv`, lists of its customers, and a few orders with
/// lines: what the examples of `--help` name.
struct ShopFolder {
  let directory: TemporaryDirectory

  init(in directory: TemporaryDirectory? = nil) throws {
    self.directory = try directory ?? TemporaryDirectory()
    let directory = self.directory
    let shop = try String(contentsOfFile: FixtureShop.path, encoding: .utf8)
    _ = try directory.file("orders.csv", contents: shop)
    _ = try directory.file("lines.csv", contents: Self.lines)
    let ids = (1...400).map { "u" + String(repeating: "0", count: 4 - "\($0)".count) + "\($0)" }
    for (name, rest) in [("asked.txt", 0), ("alone.txt", 1)] {
      let members = ids.indices.filter { $0 % 2 == rest }.map { ids[$0] + "\n" }
      _ = try directory.file(name, contents: members.joined())
    }
  }

  private static let lines = """
    order_id,customer_id,date,amount,category,list,cost,shipping,referrer
    1,ann,2026-01-05,80.00,tea,100.00,40.00,10.00,
    2,ann,2026-02-01,90.00,tea,100.00,40.00,6.00,
    2,ann,2026-02-01,50.00,cups,50.00,20.00,0.00,
    3,bob,2026-02-03,30.00,cups,30.00,12.00,5.00,ann
    4,cat,2026-02-04,10.00,cups,10.00,4.00,5.00,zoe

    """
}

extension Command {
  /// Runs the built command in a folder.
  static func run(_ arguments: [String], in folder: String) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
      .deletingLastPathComponent().appendingPathComponent("clientele")
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardInput = FileHandle.nullDevice
    let directory = try TemporaryDirectory()
    let files = try ["out", "err"].map { try directory.file($0, contents: "") }
    process.standardOutput = FileHandle(forWritingAtPath: files[0])
    process.standardError = FileHandle(forWritingAtPath: files[1])
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus,
      output: try String(contentsOfFile: files[0], encoding: .utf8),
      errors: try String(contentsOfFile: files[1], encoding: .utf8))
  }
}
