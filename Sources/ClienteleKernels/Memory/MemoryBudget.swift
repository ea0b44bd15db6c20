import Synchronization

/// Why bulk data could not be held.
package enum MemoryFailure: Error, Hashable, Sendable {
  /// The buffer would take the total over the caller's limit. Nothing was allocated.
  case overBudget(limitBytes: Int, neededBytes: Int)
  /// The system has no more memory to give.
  case exhausted(neededBytes: Int)
  /// There are more different texts than 32 bits can number.
  case tooManyTexts(limit: Int)
}

/// Counts the bytes of all bulk columns of one load and refuses the one that would go over.
///
/// A failed Swift allocation ends the process, and with it the service that called us. So every
/// column is booked here first, and allocated by C, which can say no.
package final class MemoryBudget: Sendable {
  package let limitBytes: Int
  private let used = Atomic<Int>(0)
  private let peak = Atomic<Int>(0)

  package init(limitBytes: Int = .max) {
    self.limitBytes = limitBytes
  }

  package var usedBytes: Int { used.load(ordering: .relaxed) }
  package var peakBytes: Int { peak.load(ordering: .relaxed) }

  package func reserve(_ bytes: Int) throws(MemoryFailure) {
    let (sum, overflow) = used.load(ordering: .relaxed).addingReportingOverflow(bytes)
    guard !overflow, sum <= limitBytes else {
      throw .overBudget(limitBytes: limitBytes, neededBytes: overflow ? .max : sum)
    }
    let now = used.wrappingAdd(bytes, ordering: .relaxed).newValue
    // Two threads may pass the check together; the one that went over gives back.
    guard now <= limitBytes else {
      release(bytes)
      throw .overBudget(limitBytes: limitBytes, neededBytes: now)
    }
    peak.max(now, ordering: .relaxed)
  }

  package func release(_ bytes: Int) {
    used.wrappingSubtract(bytes, ordering: .relaxed)
  }
}
