/// What is counted.
@MainActor
enum Counted {
  static var work: () throws -> Void = {}
}

/// The only function whose instructions are counted; callgrind finds it by its name, which has no
/// word of the module's: those are abbreviated in symbols. Without parameters, so that the compiler
/// makes no second one of it.
@MainActor
@inline(never)
func measuredKernel() throws { try Counted.work() }
