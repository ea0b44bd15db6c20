import Clientele
import Glibc

/// A base of customers as `Scripts/compare-models/customers.py` writes it.
struct Base {
  let histories: [PurchaseHistory]
  /// What models are fitted to, and for each customer the row there.
  let table: HistoryTable
  private let rows: [Int]

  init(folder: String) throws {
    let frequencies: [Int64] = try Self.read("\(folder)/frequency.i64")
    let recencies: [Double] = try Self.read("\(folder)/recency.f64")
    let ages: [Double] = try Self.read("\(folder)/age.f64")
    histories = try frequencies.indices.map {
      try PurchaseHistory(
        frequency: Int(frequencies[$0]), recency: recencies[$0], age: ages[$0])
    }
    (table, rows) = HistoryTable.compressing(histories, unit: .week)
  }

  /// What it takes to find equal histories, which is done once for all models and figures.
  func groupingSeconds() -> Double {
    seconds { _ = HistoryTable.compressing(histories, unit: .week) }
  }

  /// P(alive) and expected purchases of every customer.
  func scores(by model: FittedPurchaseModel, threads: Int) throws -> Scores {
    let values = try model.values(
      of: [.probabilityAlive, .expectedPurchases(in: 39)], for: table, threads: threads)
    return Scores(
      alive: table.spread(values[0], to: rows, threads: threads),
      expected: table.spread(values[1], to: rows, threads: threads))
  }

  private static func read<Element: BitwiseCopyable>(_ path: String) throws -> [Element] {
    guard let file = unsafe fopen(path, "rb") else { throw FileError(path: path) }
    defer { unsafe fclose(file) }
    unsafe fseek(file, 0, SEEK_END)
    let count = unsafe ftell(file) / MemoryLayout<Element>.stride
    unsafe rewind(file)
    // SAFETY: as many elements are said to be there as were read.
    return unsafe [Element](unsafeUninitializedCapacity: count) { buffer, readCount in
      readCount = unsafe fread(buffer.baseAddress, MemoryLayout<Element>.stride, count, file)
    }
  }
}

/// One of each for every customer.
struct Scores {
  var alive: [Double] = []
  var expected: [Double] = []

  /// What is compared with the peer, outside of the measured time.
  var sums: [(name: String, value: String)] {
    let wrong = (alive + expected).count { !$0.isFinite }
    return [
      ("alive", "\(alive.reduce(0, +))"), ("expected", "\(expected.reduce(0, +))"),
      ("notFinite", "\(wrong)"),
    ]
  }
}

struct FileError: Error, CustomStringConvertible {
  let path: String
  var description: String { "\(path) cannot be read" }
}
