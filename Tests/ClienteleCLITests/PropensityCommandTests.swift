import ClienteleFixtures
import Foundation
import Testing

@Suite struct PropensityCommandTests {
  private let shop: ShopFolder

  init() throws { shop = try ShopFolder() }

  private var folder: String { shop.directory.path }

  private func run(_ words: String...) throws -> Command.Outcome {
    try Command.run(["propensity", "orders.csv"] + words, in: folder)
  }

  private func json(_ outcome: Command.Outcome) throws -> NSDictionary {
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try #require(
      JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? NSDictionary)
  }

  /// Visits that half of the customers made, known from the end of March and of July 2026 on.
  static let visits: String =
    "customer_id,as_of,visits\n"
    + (1...400).filter { $0 % 2 == 0 }.map { number in
      let id = "u" + String(repeating: "0", count: 4 - "\(number)".count) + "\(number)"
      return "\(id),2026-03-31,\(number % 5)\n\(id),2026-07-31,\(number % 7)\n"
    }.joined()

  @Test func `the answer as JSON has model, judgement and scores`() throws {
    let answer = try json(run("--days", "90", "--format", "json"))
    #expect(answer["asOf"] as? String == "2026-10-31" && answer["days"] as? Int == 90)
    let model = answer["model"] as! NSDictionary
    // As scikit-learn has it: Tests/Oracles/learning.
    #expect(model["fittedAsOf"] as? String == "2026-05-04")
    #expect(model["buyers"] as? Int == 79 && (model["terms"] as! [Any]).count == 9)
    #expect(model["start"] as? String == "2026-05-05" && model["end"] as? String == "2026-08-03")
    let judged = answer["evaluation"] as! NSDictionary
    #expect(judged["asOf"] as? String == "2026-08-02")
    #expect(abs((judged["auc"] as! Double) - 0.8479429206819866) < 1e-9)
    #expect((judged["gains"] as! [NSDictionary]).count == 20)
    let capture = judged["capture"] as! NSDictionary
    #expect(capture["buyerShare"] as? Double == 0.95)
    #expect(capture["customers"] as! Int >= capture["bestCustomers"] as! Int)
    let bins = judged["calibration"] as! [NSDictionary]
    #expect(
      bins.reduce(0) { $0 + ($1["customers"] as! Int) } == judged["customers"] as! Int)
    let scores = answer["scores"] as! NSDictionary
    #expect(scores["start"] as? String == "2026-11-01" && scores["customers"] as? Int == 400)
  }

  @Test func `tables speak of the share that holds the buyers, CSV of every customer`() throws {
    let table = try run("--days", "90", "--capture", "0.8")
    #expect(table.output.contains("80 % of the buyers are in"))
    #expect(table.output.contains("at best") && table.output.contains("Calibration"))
    let rows = try run("--days", "90", "--format", "csv").output.split(separator: "\r\n")
    #expect(rows[0] == "customer_id,probability,top_share" && rows.count == 401)
    let cells = rows.dropFirst().map { $0.split(separator: ",") }
    #expect(cells.allSatisfy { (0...1).contains(Double($0[1])!) })
    let best = try run("--days", "90", "--best", "0.2").output.split(separator: "\n")
    #expect(
      best.map(String.init) == cells.filter { Double($0[2])! <= 0.2 }.map { String($0[0]) })
    #expect(best.count > 70 && best.count <= 80)
  }

  @Test func `a model that was stored gives the same scores, and says when it can be judged`()
    throws
  {
    let fresh = try run("--days", "90", "--format", "csv", "--save-model", "model.json")
    let stored = try run("--model", "model.json", "--format", "csv")
    #expect(stored.output == fresh.output && !fresh.output.isEmpty, "\(stored.errors)")
    let early = try run(
      "--model", "model.json", "--as-of", "2026-09-30", "--format", "json")
    #expect(early.errors.contains("can be judged from 2026-10-31 on"))
    #expect(try json(early)["evaluation"] is NSNull)
    let seen = try run("--model", "model.json", "--judge-as-of", "2026-06-30")
    #expect(seen.status == 64 && seen.errors.contains("it has seen some of them"))
    _ = try shop.directory.file("wrong.json", contents: #"{"fittedOn": 1}"#)
    let wrong = try run("--model", "wrong.json")
    #expect(wrong.status == 64 && wrong.errors.contains("there is no key fittedOn"))
  }

  @Test func `own columns enter with the values that were known`() throws {
    _ = try shop.directory.file("visits.csv", contents: Self.visits + "u9999,2026-03-31,2\n")
    let words = ["--days", "90", "--columns", "visits.csv", "--format", "json"]
    let refused = try Command.run(["propensity", "orders.csv"] + words, in: folder)
    #expect(refused.status == 65 && refused.errors.contains("no value in column visits"))
    #expect(refused.errors.contains("customer u0001"))
    let outcome = try Command.run(
      ["propensity", "orders.csv", "--missing", "mean", "--logarithms", "visits"] + words,
      in: folder)
    #expect(outcome.errors.contains("1 of 201 ids in visits.csv never ordered"))
    let terms = (try json(outcome)["model"] as! NSDictionary)["terms"] as! [NSDictionary]
    #expect(terms.last?["name"] as? String == "visits" && terms.last?["own"] as? Bool == true)
    #expect(terms.last?["scale"] as? String == "logarithm")
    let undated = Self.visits.split(separator: "\n").filter { !$0.contains("2026-07-31") }
      .joined(separator: "\n").replacingOccurrences(of: "as_of", with: "day")
      .replacingOccurrences(of: "2026-03-31", with: "5")
    _ = try shop.directory.file("undated.csv", contents: undated)
    let timeless = try run("--columns", "undated.csv", "--missing", "zero")
    #expect(timeless.errors.contains("has no column as_of: its values count for every day"))
    #expect(timeless.errors.contains("day is the same for everyone") == false)
  }

  @Test func `what cannot be answered ends in a sentence and the right code`() throws {
    let cases: [(words: [String], status: Int32, text: String)] = [
      (["--days", "0"], 64, "--days must be 1"),
      (["--penalty=-1"], 64, "--penalty must be 0 or more"),
      (["--features", "orders,recency"], 64, "recency"),
      (["--capture", "2"], 64, "--capture must be 0 to 1"),
      (["--logarithms", "visits"], 64, "say also --columns"),
      (["--columns", "none.csv"], 66, "there is no such file"),
      (["--days", "600"], 65, "nobody had bought by 2023-07-19"),
      (["--days", "90", "--judge-as-of", "2026-08-03"], 64, "are not all known"),
      (["--days", "90", "--fit-as-of", "2026-07-01"], 64, "it has seen some of them"),
      (["--model", "m.json", "--days", "3"], 64, "has no meaning with --model"),
      (["--as-of", "2026-01-01", "--fit-as-of", "2026-02-01"], 64, "later orders are not seen"),
    ]
    for (words, status, text) in cases {
      let outcome = try Command.run(["propensity", "orders.csv"] + words, in: folder)
      #expect(outcome.status == status && outcome.output == "", "\(words): \(outcome.errors)")
      #expect(outcome.errors.contains(text), "\(words): \(outcome.errors)")
    }
    _ = try shop.directory.file("knows.csv", contents: try knowing())
    let separated = try run(
      "--days", "90", "--columns", "knows.csv", "--missing", "zero", "--penalty", "0")
    #expect(separated.status == 65 && separated.errors.contains("knows tell buyers from all"))
    let kept = try run("--days", "90", "--columns", "knows.csv", "--missing", "zero")
    #expect(kept.status == 0 && kept.errors.contains("only the penalty keeps"), "\(kept.errors)")
  }
  /// Who will have bought in the window of the fit, told before it begins.
  private func knowing() throws -> String {
    let text = try String(contentsOfFile: folder + "/orders.csv", encoding: .utf8)
    var ids: Set<String> = []
    for line in text.split(separator: "\n").dropFirst() {
      let cells = line.split(separator: ",")
      let day = String(cells[2].prefix(10))
      guard day >= "2026-05-05", day <= "2026-08-02", !cells[3].hasPrefix("-") else { continue }
      ids.insert(String(cells[1]))
    }
    let lines = ids.sorted().map { "\($0),2026-05-01,1\n" }
    return "customer_id,as_of,knows\n" + lines.joined()
  }
}
