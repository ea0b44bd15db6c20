import ClienteleKernels

/// What each status says, looked up by its number: a file has few of them, however long it is.
struct StatusTable {
  enum Action { case count, skip, refunded, refund, unknown }

  private let actions: [String: Action]
  private let others: Action
  private let dictionary: TextDictionary
  private var actionOfCode: [Action] = []
  private var counts: [Int] = []

  init(_ rules: StatusRules, seed: UInt64, on budget: MemoryBudget) throws(MemoryFailure) {
    var actions: [String: Action] = [:]
    for (names, action) in [
      (rules.counted, Action.count), (rules.skipped, .skip), (rules.refunded, .refunded),
      (rules.refund, .refund),
    ] {
      for name in names { actions[name.lowercased()] = action }
    }
    self.actions = actions
    others =
      switch rules.others {
      case .error: actions.isEmpty ? .count : .unknown
      case .count: .count
      case .skip: .skip
      }
    dictionary = try TextDictionary(seed: seed, on: budget)
  }

  mutating func action(_ status: Span<UInt8>) throws(MemoryFailure) -> Action {
    let code = Int(try dictionary.code(of: status))
    if code == actionOfCode.count {
      actionOfCode.append(actions[dictionary.text(of: code).lowercased()] ?? others)
      counts.append(0)
    }
    counts[code] += 1
    return actionOfCode[code]
  }

  /// How often each status was met.
  var statuses: [String: Int] {
    var statuses: [String: Int] = [:]
    for code in counts.indices { statuses[dictionary.text(of: code)] = counts[code] }
    return statuses
  }
}
