import Foundation
import Testing

/// What the command says of its own answers. Whether answers fit is asked of a real validator, in
/// Conformance/check_schemas.py.
@Suite struct SchemaCommandTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .appendingPathComponent("../../../Schemas").standardized

  /// The names in the list that the command prints.
  private func names() throws -> [String] {
    let list = try Command.run("schema")
    #expect(list.status == 0)
    return list.output.split(separator: "\n").dropFirst(2).compactMap {
      $0.split(separator: " ").first.map(String.init)
    }
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func `the folder holds what the command prints, byte for byte`() throws {
    let names = try names()
    #expect(names.count > 50 && names.contains("lifecycle") && names.contains("lifecycle-rows"))
    for name in names {
      let printed = try Command.run("schema", name).output
      let file = Self.folder.appendingPathComponent("\(name).json")
      #expect(try String(contentsOf: file, encoding: .utf8) == printed, "\(name)")
    }
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
      .filter { $0.hasSuffix(".json") && $0 != "versions.json" }
    #expect(Set(files) == Set(names.map { "\($0).json" }))
  }

  @Test func `every key of every schema is described`() throws {
    for name in try names() {
      let schema = try object(try Command.run("schema", name).output)
      #expect(schema["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
      #expect((schema["$id"] as? String)?.hasPrefix("urn:clientele:\(name):") == true)
      #expect(bareKeys(of: schema, at: name) == [])
    }
  }

  /// The keys without words, but for those whose words stand elsewhere in the document.
  private func bareKeys(of schema: Any, at place: String) -> [String] {
    if let list = schema as? [Any] { return list.flatMap { bareKeys(of: $0, at: place) } }
    guard let schema = schema as? [String: Any] else { return [] }
    let properties = schema["properties"] as? [String: Any] ?? [:]
    let bare = properties.filter { _, value in
      guard let value = value as? [String: Any] else { return false }
      let isElsewhere = (value["$ref"] as? String)?.hasPrefix("#/properties/") ?? false
      return !isElsewhere && (value["description"] as? String ?? "").isEmpty
    }
    return bare.keys.map { "\(place).\($0)" }
      + schema.flatMap { bareKeys(of: $0.value, at: "\(place).\($0.key)") }
  }

  @Test func `every command that prints JSON lines has two schemas`() throws {
    let names = Set(try names())
    for command in try HelpTests.commands()
    where try Command.run("help", command).output.contains("jsonl") && command != "schema" {
      #expect(names.isSuperset(of: [command, "\(command)-rows"]), "\(command)")
    }
  }

  @Test func `a name that is nearly one is put right`() throws {
    let outcome = try Command.run("schema", "lifecicle")
    #expect(outcome.status == 64 && outcome.errors.contains("lifecycle"), "\(outcome.errors)")
    #expect(try Command.run("schema", "lifecycle", "--into", ".").status == 64)
  }

  @Test func `what has no value is null, and its key is there`() throws {
    let directory = try TemporaryDirectory()
    let file = try directory.file("orders.csv", contents: "customer_id,date,amount\n")
    let questions = [
      (["concentration"], ["gini", "customerShare", "revenueShare"]),
      (["gaps"], ["recommendedBoundaries"]), (["cluster"], ["seed"]),
    ]
    for (words, keys) in questions {
      let outcome = try Command.run(words + [file, "--as-of", "2024-06-30", "--format", "json"])
      for key in keys {
        #expect(outcome.output.contains("\"\(key)\" : null"), "\(key): \(outcome.output)")
      }
    }
    let map = try Command.run("segments", "--map", "r-0.2", "--format", "json")
    #expect(map.output.contains("\"chineseName\" : null"), "\(map.output)")
  }

  @Test func `all of them go into a folder`() throws {
    let directory = try TemporaryDirectory()
    #expect(try Command.run("schema", "--into", directory.path).status == 0)
    let files = try FileManager.default.contentsOfDirectory(atPath: directory.path)
    #expect(Set(files) == Set(try names().map { "\($0).json" }))
    #expect(try Command.run("schema", "--into", directory.path + "/nowhere").status == 73)
  }
}
