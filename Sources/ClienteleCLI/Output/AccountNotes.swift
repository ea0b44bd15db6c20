import Clientele
import ClienteleReport
import ClienteleCSV

/// Something that whoever reads the figures should know of the records behind them.
struct AccountNote {
  /// As in JSON and CSV.
  let key: String
  /// As in a table.
  let words: String
  let count: Int?
  let amount: Money?
}

extension LoadAccount {
  /// What is remarkable of records that were loaded, whether there are such or not.
  func allNotes(in currency: Currency) -> [AccountNote] {
    func note(_ key: String, _ words: String, _ count: Int) -> AccountNote {
      AccountNote(key: key, words: words, count: count, amount: nil)
    }
    return [
      note("identicalKept", "identical lines kept", identicalKeptCount),
      note("unlinkedRefunds", "refunds of no known order", unlinkedRefundCount),
      note("fullyRefundedOrders", "orders refunded in full, no purchases", fullyRefundedOrderCount),
      note("skippedTimes", "times that the clocks skipped", skippedTimeCount),
      note("repeatedTimes", "times that the clocks showed twice", repeatedTimeCount),
      AccountNote(
        key: "refundColumn", words: "paid back, by the orders' own records", count: nil,
        amount: Money(minorUnits: refundColumnAmount, in: currency)),
    ]
      + mixedOrderCounts.sorted { $0.key < $1.key }.map { name, count in
        note("mixedOrders:\(name)", "orders whose lines differ in \(name)", count)
      }
  }

  /// What there is of it.
  func notes(in currency: Currency) -> [AccountNote] {
    allNotes(in: currency).filter { ($0.count ?? 0) != 0 || ($0.amount?.minorUnits ?? 0) != 0 }
  }

  /// What was not loaded, and what is remarkable of the rest, or `nil` when nothing is.
  func omissions(in currency: Currency) -> String? {
    let notes = notes(in: currency)
    guard skippedCount > 0 || rejected.records > 0 || !notes.isEmpty else { return nil }
    var parts = ["\(Figures.count(loaded.records)) of \(Figures.count(records)) records loaded"]
    for (reason, tally) in skippedByName {
      parts.append("\(Figures.count(tally.records)) skipped (\(reason))")
    }
    if rejected.records > 0 { parts.append("\(Figures.count(rejected.records)) rejected") }
    for note in notes {
      let figure = note.amount.map(Figures.money) ?? Figures.count(note.count ?? 0)
      parts.append("\(note.words): \(figure)")
    }
    return parts.joined(separator: ", ")
  }

  /// What was skipped, in the order of the reasons' names.
  var skippedByName: [(name: String, tally: Tally)] {
    skipped.map { ($0.key.rawValue, $0.value) }.sorted { $0.0 < $1.0 }
  }
}
