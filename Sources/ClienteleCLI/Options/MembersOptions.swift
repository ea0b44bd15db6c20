import ArgumentParser
import Clientele

/// Which cell of the answer is to be listed, customer by customer.
struct MembersOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "List the customers of one cell, one id a line, in place of the answer.",
      valueName: "cell"))
  var members: String?

  @Option(help: ArgumentHelp("Of them only those in this group of --by.", valueName: "group"))
  var inGroup: String?

  /// Prints the list that is asked for; `false` when none is.
  ///
  /// - Parameter list: The customers of a cell, ascending.
  func print(
    of loaded: LoadedShop, by breakdown: Breakdown?, to output: OutputOptions,
    _ list: (String) throws -> [Int]
  ) throws -> Bool {
    guard let members else {
      guard inGroup == nil else {
        throw CommandFailure(.usage, "--in-group says which members: say also --members")
      }
      return false
    }
    var customers = try list(members)
    if let inGroup {
      guard let breakdown else {
        throw CommandFailure(.usage, "--in-group \(inGroup) is a group: say also --by")
      }
      guard let group = breakdown.named.names.firstIndex(of: inGroup) else {
        throw CommandFailure(.usage, "--in-group: there is no group \(inGroup)")
      }
      guard !breakdown.isHidden[group] else {
        throw CommandFailure(.usage, "--in-group: \(inGroup) is too small to be shown")
      }
      customers = customers.filter { breakdown.named.group(of: $0) == group }
    }
    try output.print(Members(cell: members, customers: customers, orders: loaded.orders))
    return true
  }

  /// A cell that the answer does not have.
  func unknown(_ cell: String, there words: String) -> CommandFailure {
    CommandFailure(.usage, "--members: there is no cell \(cell); there are \(words)")
  }
}

extension String {
  /// The two halves of `from:to`; the second is `nil` without a colon.
  var cellParts: (first: String, second: String?) {
    let parts = split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      .map(String.init)
    return (parts[0], parts.count == 2 ? parts[1] : nil)
  }
}
