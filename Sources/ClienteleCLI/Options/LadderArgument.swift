import ArgumentParser
import Clientele

extension TierLadder {
  /// A built-in ladder by its name, or one in a JSON file.
  init(named name: String) throws {
    self =
      try Self.builtIn[name]
      ?? ruleFile(TierLadder.self, in: name, for: "--ladder", besides: Self.builtIn.keys.sorted())
  }

  /// Names for help and errors.
  static var names: String { builtIn.keys.sorted().joined(separator: ", ") }
}
