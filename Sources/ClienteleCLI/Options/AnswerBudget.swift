import Clientele
import ClienteleReport

/// How much memory an answer may take. What flags and files ask for is known before any of it is
/// taken, so that a day of the year 1 or a column of a million values cannot bring a machine down.
struct AnswerBudget {
  /// What an answer may take where `--memory` says nothing.
  static let usualByteCount = 1 << 30

  /// What `--memory` allows orders and answer together.
  let said: Int?
  let orderByteCount: Int

  /// Refuses an answer that takes too much.
  ///
  /// - Parameter advice: What to ask for instead.
  func expectRoom(for answerByteCount: Int, advice: String) throws {
    let limit = said ?? Self.usualByteCount
    let needed = said == nil ? answerByteCount : answerByteCount.plus(orderByteCount)
    guard needed > limit else { return }
    let (size, most) = (Figures.byteCount(needed), Figures.byteCount(limit))
    throw CommandFailure(
      .limit,
      said == nil
        ? "the answer would take about \(size), more than \(most): \(advice), or allow more with"
          + " --memory"
        : "orders and answer would take about \(size), more than the \(most) of --memory: \(advice)"
    )
  }
}

extension LoadedShop {
  /// Answers a question that fits into memory.
  ///
  /// - Parameters:
  ///   - figureCount: How many numbers and texts will be printed.
  ///   - advice: What to ask for instead, when it does not fit.
  func run<A: Analysis>(
    _ question: A, printing figureCount: Int, by output: OutputOptions, advice: String
  ) throws -> A.Result {
    let printed = figureCount.times(output.format.byteCountPerFigure)
    try budget.expectRoom(for: orders.byteCount(of: question).plus(printed), advice: advice)
    return orders.run(question)
  }
}

extension OutputOptions.Format {
  /// What printing holds in memory at once, as measured: JSON is encoded as a whole, a table needs
  /// the widths of its columns, and CSV is written row by row.
  fileprivate var byteCountPerFigure: Int {
    switch self {
    case .json: 200
    case .table: 150
    case .csv: 0
    }
  }
}

extension Figures {
  /// A number of bytes in the units of `--memory`: `20 MB`.
  fileprivate static func byteCount(_ byteCount: Int) -> String {
    let units = [(30, "GB"), (20, "MB"), (10, "KB")]
    guard let (shift, name) = units.first(where: { byteCount >> $0.0 > 0 }) else {
      return "\(byteCount) bytes"
    }
    // To the nearest, without a sum that could overflow.
    return "\(count((byteCount >> (shift - 1) + 1) / 2)) \(name)"
  }
}
