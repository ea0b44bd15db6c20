import ArgumentParser
import Clientele
import ClienteleCSV
import ClienteleReport

/// Orders, their account, and the day they are seen from.
struct LoadedShop {
  let orders: OrderTable
  let account: LoadAccount
  let asOf: Day
  let budget: AnswerBudget
}

/// The as-of day bounds everything that a command sees.
extension ShopOptions {
  /// Refuses a day after `--as-of`: what happened until then is not seen.
  func expectSeen(_ day: DayArgument?, as option: String) throws {
    guard let day = day?.day, let asOf = asOf?.day, day > asOf else { return }
    throw ValidationError("\(option) \(day) is after --as-of \(asOf): later orders are not seen")
  }

  /// Loads the files and settles the as-of day.
  ///
  /// - Parameters:
  ///   - grouping: A column by which the answer is divided.
  ///   - last: The last day that the command's own options let it see.
  ///   - change: What the command needs of the schema besides.
  func load(
    groupedBy grouping: GroupingArgument? = nil, through last: DayArgument? = nil,
    changing change: (inout OrderSchema) -> Void = { _ in }
  ) throws -> LoadedShop {
    let loaded = try load(reportingAccount: true, groupedBy: grouping, changing: change)
    let day = settled(last?.day ?? asOf?.day, loaded.orders)
    return LoadedShop(
      orders: loaded.orders, account: loaded.account, asOf: day,
      budget: AnswerBudget(said: memory?.byteCount, orderByteCount: loaded.orders.byteCount))
  }

  /// A day that was said, or the last order's; tells what that means, and what is not seen.
  private func settled(_ said: Day?, _ orders: OrderTable) -> Day {
    let last = orders.days?.upperBound
    let day = said ?? last ?? Day(number: 0)
    if last == nil {
      printError("clientele: there are no purchases; as of \(day)")
    } else if said == nil {
      printError("clientele: as of \(day), the day of the last order")
    }
    // By default too: money that is paid back after the last order is not seen.
    let unseen = [
      (orders.orderCount(after: day), "order"), (orders.refundCount(after: day), "refund"),
    ].filter { $0.0 > 0 }.map { "\(Figures.count($0.0)) \($0.1)\($0.0 == 1 ? "" : "s")" }
    if !unseen.isEmpty {
      printError("clientele: not seen after \(day): \(unseen.joined(separator: ", ")) (--as-of)")
    }
    return day
  }
}
