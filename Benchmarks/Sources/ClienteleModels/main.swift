import Clientele
import Glibc

/// Our side of `make compare-models`. Reads a base of customers, then does what it is told on
/// standard input, and answers each line with one of JSON, as `lifetimes_peer.py` does.
///
///     clientele-models DATA THREADS
///     fit bg-nbd              from the columns to parameters
///     score bg-nbd            P(alive) and purchases expected in 39 units, of everyone, whose
///                             equal histories were found before
///     group bg-nbd            the finding of equal histories, by itself: it is the same for all
///     at bg-nbd 0.2 4 0.8 2   the same and the log-likelihood, at given parameters

func say(_ fields: [(name: String, value: String)]) {
  print("{" + fields.map { "\"\($0.name)\": \($0.value)" }.joined(separator: ", ") + "}")
  fflush(nil)
}

func fail(_ message: String) -> Never {
  say([("error", "\"\(message)\"")])
  exit(1)
}

func seconds(_ body: () throws -> Void) rethrows -> Double {
  let duration = try ContinuousClock().measure(body)
  return Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
}

func serve(_ base: Base, threads: Int) throws {
  var fitted: [String: FittedPurchaseModel] = [:]
  while let line = readLine() {
    let words = line.split(separator: " ").map(String.init)
    guard words.count >= 2, let model = PurchaseModel(words[1]) else { fail("what is: \(line)") }
    switch words[0] {
    case "fit":
      var found: FittedPurchaseModel?
      let time = try seconds {
        found = try HistoryTable(base.histories, unit: .week).fit(model, threads: threads)
      }
      fitted[words[1]] = found!
      let parameters = zip(model.parameterNames, found!.parameters)
        .map { "\"\($0)\": \($1)" }.joined(separator: ", ")
      say([
        ("seconds", "\(time)"), ("parameters", "{\(parameters)}"),
        ("logLikelihood", "\(found!.logLikelihood!)"),
        ("standardErrors", found!.standardErrors.map { "\($0)" } ?? "null"),
      ])
    case "score":
      guard let model = fitted[words[1]] else { fail("fit it first") }
      var scores = Scores()
      let time = try seconds { scores = try base.scores(by: model, threads: threads) }
      say([("seconds", "\(time)")] + scores.sums)
    case "group":
      say([("seconds", "\(base.groupingSeconds())")])
    case "at":
      let values = words.dropFirst(2).compactMap(Double.init)
      let given = try FittedPurchaseModel(
        model, parameters: Dictionary(uniqueKeysWithValues: zip(model.parameterNames, values)),
        unit: .week)
      let logLikelihood = try given.logLikelihood(of: base.table)
      say(
        [("logLikelihood", "\(logLikelihood)")]
          + (try base.scores(by: given, threads: threads).sums))
    default: fail("what is: \(line)")
    }
  }
}

if CommandLine.arguments.count == 2, CommandLine.arguments[1] == "forecasts" {
  do { try serveForecasts() } catch { fail("\(error)") }
  exit(0)
}
guard CommandLine.arguments.count == 3, let threads = Int(CommandLine.arguments[2]) else {
  fail("usage: clientele-models DATA THREADS")
}
do {
  let base = try Base(folder: CommandLine.arguments[1])
  say([("customers", "\(base.histories.count)"), ("histories", "\(base.table.count)")])
  try serve(base, threads: threads)
} catch {
  fail("\(error)")
}
