import Clientele
import FoundationEssentials
import Testing

/// Outside data, which is not part of the repository: `CLIENTELE_DATA`, or `shared/data` in a
/// folder above this one. Tests that need it are skipped, visibly, where it is missing.
enum ReferenceData {
  static let folder: String? = {
    if let folder = ProcessInfo.processInfo.environment["CLIENTELE_DATA"] { return folder }
    var parts = #filePath.split(separator: "/")
    while parts.popLast() != nil {
      let candidate = "/" + parts.joined(separator: "/") + "/shared/data"
      if FileManager.default.fileExists(atPath: candidate) { return candidate }
    }
    return nil
  }()

  static func text(_ path: String) -> String? {
    folder.flatMap { FileManager.default.contents(atPath: $0 + "/" + path) }
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// All 69,659 orders of CDNOW; orders of amount zero count, as in the literature.
  static let cdnow: OrderTable? = {
    guard let text = text("cdnow/orders.csv") else { return nil }
    var ids: [Int64] = []
    var days: [Day] = []
    var amounts: [Int64] = []
    for line in text.split(separator: "\n").dropFirst() {
      let cells = line.split(separator: ",")
      let date = cells[1]
      ids.append(Int64(cells[0])!)
      days.append(Day("\(date.prefix(4))-\(date.dropFirst(4).prefix(2))-\(date.suffix(2))")!)
      amounts.append(Int64(cells[3].filter { $0 != "." && $0 != "\r" })!)
    }
    var policies = OrderPolicies()
    policies.zeroAmountOrders = .count
    return try? OrderTable(
      OrderColumns(customers: .integers(ids), days: days, amounts: amounts), policies: policies)
  }()
}

extension Trait where Self == ConditionTrait {
  /// Skips a test where the CDNOW orders are missing.
  static var needsCDNOW: Self {
    .enabled(if: ReferenceData.cdnow != nil, "shared/data/cdnow/orders.csv is not here")
  }
}
