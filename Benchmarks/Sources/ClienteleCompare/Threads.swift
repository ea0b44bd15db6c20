import Dispatch
import Synchronization

/// Sums what some threads find, one part each.
func sumOfParts(_ threads: Int, _ part: @Sendable (Int) -> Int64) -> Int64 {
  let total = Atomic<Int64>(0)
  DispatchQueue.concurrentPerform(iterations: threads) { index in
    total.wrappingAdd(part(index), ordering: .relaxed)
  }
  return total.load(ordering: .relaxed)
}
