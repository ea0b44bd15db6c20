import ArgumentParser
import Clientele
import ClienteleReport

/// Which groups are too small to be shown.
struct SuppressionOptions: ParsableArguments {
  @Option(help: "Hide groups with fewer customers; lists of customers are not affected.")
  var smallestGroup: Int = 1

  func validate() throws {
    guard smallestGroup >= 1 else { throw ValidationError("--smallest-group must be 1 or more") }
  }

  var rule: GroupSuppression { GroupSuppression(smallestGroup: smallestGroup) }
}

extension Figures {
  /// How a table says that a figure is not shown.
  static let hidden = "hidden"
}
