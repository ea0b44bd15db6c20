import ClienteleKernels

/// The columns of a file whose texts are numbered, each with a dictionary that all threads share:
/// the customers', then the dimensions'.
struct TextColumns: Sendable {
  struct Column: Sendable {
    let slot: Int
    let dictionary: SharedTextDictionary
  }

  let columns: [Column]

  init(
    _ plan: ReadingPlan, seed: UInt64, threads: Int, on budget: MemoryBudget
  ) throws(MemoryFailure) {
    var columns: [Column] = []
    for slot in [plan.slot(.customer)].compactMap(\.self) + plan.dimensionSlots {
      let dictionary = try SharedTextDictionary(seed: seed, threads: threads, on: budget)
      columns.append(Column(slot: slot, dictionary: dictionary))
    }
    self.columns = columns
  }

  /// Adds the texts of some segments that were not known when they were met.
  func addUnknown(of segments: [Segment], threads: Int) throws(MemoryFailure) {
    for (place, column) in columns.enumerated() {
      let codes = segments.map { $0.codes[place] }.filter { !$0.areAllKnown }
      guard !codes.isEmpty else { continue }
      _ = try tryMapTasks(column.dictionary.partCount, threads: threads) {
        (part) throws(MemoryFailure) in
        try column.dictionary.add(codes, toPart: part)
      }
      column.dictionary.settle()
    }
  }

  /// Lets go of what only looking up needs.
  func endLookingUp() throws(MemoryFailure) {
    for column in columns { try column.dictionary.endLookingUp() }
  }
}
