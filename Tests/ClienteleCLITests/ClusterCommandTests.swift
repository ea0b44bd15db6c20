import ClienteleFixtures
import Foundation
import Testing

@Suite struct ClusterCommandTests {
  private let shop: ShopFolder

  init() throws { shop = try ShopFolder() }

  private var folder: String { shop.directory.path }

  private func run(_ words: String...) throws -> Command.Outcome {
    try Command.run(["cluster", "orders.csv"] + words, in: folder)
  }

  private func json(_ outcome: Command.Outcome) throws -> NSDictionary {
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try #require(
      JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? NSDictionary)
  }

  @Test func `clusters as of a day, in all three forms`() throws {
    let answer = try json(run("--as-of", "2026-10-31", "--clusters", "2-4", "--format", "json"))
    #expect(answer["asOf"] as? String == "2026-10-31" && answer["seed"] as? Int == 1)
    let choices = answer["choices"] as! [NSDictionary]
    #expect(choices.map { $0["clusters"] as! Int } == [2, 3, 4])
    // As scikit-learn has it: Tests/Oracles/learning.
    #expect(abs((choices[0]["inertia"] as! Double) - 585.9040452314171) < 1e-6)
    #expect(abs((choices[0]["silhouette"] as! Double) - 0.4905241724287147) < 1e-9)
    let clusters = answer["clusters"] as! [NSDictionary]
    #expect(clusters.count == 2)
    #expect(clusters.reduce(0) { $0 + ($1["customers"] as! Int) } == 400)
    let table = try run("--as-of", "2026-10-31", "--clusters", "2-4")
    #expect(table.output.contains("taken") && table.output.contains("Clusters as of 2026-10-31"))
    let rows = try run("--clusters", "2", "--format", "csv").output.split(separator: "\r\n")
    #expect(rows[0] == "customer_id,days_since_last_order,frequency,monetary,cluster")
    #expect(rows.count == 401 && rows.dropFirst().allSatisfy { $0.last == "1" || $0.last == "2" })
    let members = try run("--clusters", "2", "--members", "1").output.split(separator: "\n")
    #expect(members.count == clusters[0]["customers"] as! Int)
  }

  @Test func `stored clusters divide alike`() throws {
    let fresh = try run("--clusters", "4", "--format", "csv", "--save-clusters", "four.json")
    let stored = try run("--stored", "four.json", "--format", "csv")
    #expect(stored.output == fresh.output && !fresh.output.isEmpty, "\(stored.errors)")
    let again = try run("--clusters", "4", "--format", "csv")
    #expect(again.output == fresh.output)
    _ = try shop.directory.file("wrong.json", contents: #"{"centers": []}"#)
    let wrong = try run("--stored", "wrong.json")
    #expect(wrong.status == 64 && wrong.errors.contains("did you mean centres?"), "\(wrong.errors)")
  }

  @Test func `small clusters are hidden, and wrong words refused`() throws {
    let hidden = try run("--clusters", "8", "--smallest-group", "40")
    #expect(hidden.output.contains("hidden"))
    for (words, text) in [
      (["--clusters", "1"], "there can be 2 to 100"), (["--clusters", "5-2"], "5-2"),
      (["--logarithms", "x"], "x"), (["--clusters", "3", "--members", "4"], "there are 3"),
      (["--starts", "0"], "--starts must be"), (["--stored", "a.json", "--seed", "1"], "--seed"),
    ] {
      let outcome = try Command.run(["cluster", "orders.csv"] + words, in: folder)
      #expect(outcome.status == 64 && outcome.output == "", "\(words): \(outcome.errors)")
      #expect(outcome.errors.contains(text), "\(words): \(outcome.errors)")
    }
    let early = try run("--as-of", "2023-01-01")
    #expect(early.status == 0 && early.output.contains("Nobody has bought by 2023-01-01"))
  }
}
