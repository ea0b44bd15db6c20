import Clientele
import ClienteleCSV

/// One run of a work: how long it took, what it answered, and what else it tells.
struct Run {
  let seconds: Double
  /// For each work that was answered the numbers to compare.
  var answers: () -> [(work: String, values: [Int])] = { [] }
  var facts: [(name: String, value: Int)] = []
}

/// Runs `work`, and times it until its whole result is there.
private func timed<Result>(_ work: () throws -> Result) rethrows -> (Double, Result) {
  var result: Result?
  let duration = try ContinuousClock().measure { result = try work() }
  let (seconds, attoseconds) = duration.components
  return (Double(seconds) + Double(attoseconds) * 1e-18, result!)
}

/// The works, over one data set.
///
/// A name before a colon is that of the peers' work with the same answer.
final class Works {
  let path: String
  let raw: RawColumns
  let columns: OrderColumns
  private var made: OrderTable?
  /// All orders but the last hundredth.
  private var known: OrderTable?

  init(folder: String) throws {
    path = "\(folder)/orders.csv"
    raw = try RawColumns(folder: folder)
    columns = raw.columns()
  }

  /// Made when a work asks for it: what asks for memory does not want it.
  private func orders() throws -> OrderTable {
    let orders = try made ?? OrderTable(columns)
    made = orders
    return orders
  }

  static let names = [
    "W1", "W1:table", "W2", "W2:daily", "W3", "W4", "W5", "W1-W5", "W7", "W6", "W6:no-order-ids",
    "columns", "cluster", "scan", "sum", "tags", "tags:filled", "memory", "memory:file",
  ]

  func run(_ name: String, threads: Int) throws -> Run? {
    switch name {
    case "W1": try rfmFromColumns(threads)
    case "W1:table": try rfm(threads)
    case "W2": try stages(threads)
    case "W2:daily": try dailyStages(threads)
    case "W3": try ask(Questions.triangle, threads) { ("W3", values(of: $0)) }
    case "W4": try ask(Questions.retention, threads) { ("W4", values(of: $0)) }
    case "W5": try ask(Questions.activity, threads) { ("W5", values(of: $0)) }
    case "W1-W5": try allFromColumns(threads)
    case "W7": try appended(threads)
    case "W6": try file(.plain)
    case "W6:no-order-ids": try file(withoutOrders)
    case "memory": try memory { try OrderTable(columns, threads: threads) }
    case "memory:file": try memory { try OrderTable(contentsOfFile: path) }
    case "columns": makeColumns()
    case "cluster": try cluster(threads)
    case "scan": try ask(PlainScan(), threads) { ("sum", [Int($0)]) }
    case "sum": plainSum(threads)
    case "tags": try tags(threads, share: 10, every: .month)
    case "tags:filled": try tags(threads, share: 2, every: .year)
    default: nil
    }
  }

  /// Asks one question of the table.
  private func ask<A: Analysis>(
    _ analysis: A, _ threads: Int, _ answer: @escaping (A.Result) -> (String, [Int])
  ) throws -> Run {
    let orders = try orders()
    let (seconds, result) = timed { orders.run(analysis, threads: threads) }
    return Run(seconds: seconds, answers: { [answer(result)] })
  }

  // MARK: W1

  private func rfm(_ threads: Int) throws -> Run {
    let orders = try orders()
    let (seconds, scores) = try timed {
      try orders.rfm(asOf: Questions.lastDay, threads: threads)!
    }
    return Run(seconds: seconds, answers: { [("W1", values(of: scores))] })
  }

  private func rfmFromColumns(_ threads: Int) throws -> Run {
    let (seconds, scores) = try timed {
      try OrderTable(columns, threads: threads).rfm(asOf: Questions.lastDay, threads: threads)!
    }
    return Run(seconds: seconds, answers: { [("W1", values(of: scores))] })
  }

  // MARK: W2

  private func stages(_ threads: Int) throws -> Run {
    try ask(Questions.stages, threads) { ("W2", values(of: $0)) }
  }

  /// The daily snapshots at the month ends must be those of W2; its movements are taken from it.
  private func dailyStages(_ threads: Int) throws -> Run {
    let monthly = try orders().run(Questions.stages)
    return try ask(Questions.dailyStages, threads) { daily in
      let snapshots = daily.snapshots.filter { Questions.monthEnds.contains($0.asOf) }
      return ("W2", values(of: snapshots) + values(of: monthly.movements))
    }
  }

  // MARK: All together

  /// From columns to five answers: clustered once, and one pass for everything.
  private func allFromColumns(_ threads: Int) throws -> Run {
    try allFive(threads) { try OrderTable(columns, threads: threads) }
  }

  /// From a table of all but the last 1 % of orders, and those, to five answers about all.
  private func appended(_ threads: Int) throws -> Run {
    let count = columns.amounts.count
    if known == nil { known = try OrderTable(raw.columns(0..<count - count / 100)) }
    let (known, news) = (known!, raw.columns(count - count / 100..<count))
    return try allFive(threads) {
      try known.appending(OrderTable(news, threads: threads), threads: threads)
    }
  }

  /// Five answers in one pass over a table that is made first.
  private func allFive(_ threads: Int, _ make: () throws -> OrderTable) throws -> Run {
    let (seconds, answer) = try timed {
      let orders = try make()
      let (figures, stages, triangle, retention, months) = orders.run(
        Questions.rfm, Questions.stages, Questions.triangle, Questions.retention,
        Questions.activity, threads: threads)
      let scale = try figures.fit(.quantile(5), threads: threads)!
      let scores = try figures.scores(on: scale, threads: threads)
      return (scores, stages, triangle, retention, months)
    }
    return Run(
      seconds: seconds,
      answers: {
        [
          ("W1", values(of: answer.0)), ("W2", values(of: answer.1)),
          ("W3", values(of: answer.2)), ("W4", values(of: answer.3)),
          ("W5", values(of: answer.4)),
        ]
      })
  }

  // MARK: Tags

  /// The activity of a hundred tags that one customer in `share` carries, for each period of the
  /// data: a sparse panel by months and one in a hundred, a filled one by years and halves.
  private func tags(_ threads: Int, share: UInt64, every period: CalendarPeriod) throws -> Run {
    let orders = try orders()
    let tags = (0..<100 as Range<UInt64>).map { tag in
      CustomerSet(
        (0..<orders.customerCount).filter { customer in
          let mixed = (UInt64(customer) &+ tag << 32) &* 0x9E37_79B9_7F4A_7C15
          return (mixed ^ mixed >> 29) &* 0xBF58_476D_1CE4_E5B9 >> 33 % share == 0
        })
    }
    let days = orders.days!
    let series = PeriodSeries(of: period, from: days.lowerBound, through: days.upperBound)
    return try ask(ActivityBySet(tags, every: series, observedThrough: days.upperBound), threads) {
      ("tags", $0.flatMap { $0.map(\.customerCount) })
    }
  }

  // MARK: W6

  private var withoutOrders: OrderSchema {
    var schema = OrderSchema.plain
    schema.columns[.order] = []
    return schema
  }

  /// From a file to a table, and from that the peers' figures and W1.
  private func file(_ schema: OrderSchema) throws -> Run {
    let (seconds, figures) = try timed {
      let orders = try OrderTable(contentsOfFile: path, as: schema)
      _ = try orders.rfm(asOf: Questions.lastDay)
      return orders.run(CustomerFigures())
    }
    return Run(seconds: seconds, answers: { [("W6", values(of: figures))] })
  }

  // MARK: Parts

  /// What a caller with narrower columns pays before the library's door.
  private func makeColumns() -> Run {
    let (seconds, columns) = timed { raw.columns() }
    return Run(seconds: seconds, facts: [("rows", columns.amounts.count)])
  }

  private func cluster(_ threads: Int) throws -> Run {
    let (seconds, table) = try timed { try OrderTable(columns, threads: threads) }
    return Run(seconds: seconds, facts: [("tableBytes", table.byteCount)])
  }

  /// What making a table adds to the process, at most. Asked first of a fresh process, in which no
  /// memory is left over.
  private func memory(_ make: () throws -> OrderTable) rethrows -> Run {
    let before = ProcessMemory.residentBytes
    let (seconds, table) = try timed(make)
    let peak = ProcessMemory.peakBytes - before
    return Run(
      seconds: seconds,
      facts: [
        ("orders", table.orderCount), ("tableBytes", table.byteCount), ("peakAddedBytes", peak),
      ])
  }

  /// The same bytes as a scan's, summed by the plainest loop there is.
  private func plainSum(_ threads: Int) -> Run {
    let (days, amounts) = (raw.days, raw.amounts)
    let (seconds, total) = timed {
      sumOfParts(threads) { part in
        let rows = amounts.count * part / threads..<amounts.count * (part + 1) / threads
        return sum(days.span.extracting(rows)) &+ sum(amounts.span.extracting(rows))
      }
    }
    return Run(
      seconds: seconds, answers: { [("sum", [Int(total)])] },
      facts: [("bytes", days.count * 4 + amounts.count * 8)])
  }
}
