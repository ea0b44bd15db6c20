public import Clientele
import ClienteleCSV
import Foundation

/// The bundled tea shop: three years of orders to try things on, and to test with.
///
/// 400 customers, 1,876 purchases and 21 refunds from 2023-11-01 through 2026-10-31, in yuan. Half
/// of the customers buy once; some come back after a long silence. The shop never was.
///
/// ```swift
/// let orders = try FixtureShop.orders()
/// orders.orderCount                     // 1876
/// orders.customers.number(of: "u0001")  // 1
/// ```
public enum FixtureShop {
  /// Where the order file is: UTF-8, comma-separated, in the schema `plain`.
  public static var path: String {
    Bundle.module.bundleURL.appending(path: "Shop/orders.csv").path(percentEncoded: false)
  }

  /// The zone of the shop's clock.
  public static let zoneName = "Asia/Shanghai"

  /// Yuan, in fen.
  public static let currency = Currency(code: "CNY")

  /// The last day that the orders are complete for.
  public static let lastDay: Day = "2026-10-31"

  /// All purchases and refunds, with the dimensions `category`, `channel` and `coupon` of orders
  /// and `region` of customers.
  public static func orders() throws -> OrderTable {
    var schema = OrderSchema.plain
    schema.currency = currency.code
    schema.dimensions = dimensions
    return try OrderTable(contentsOfFile: path, as: schema, zone: zoneName)
  }

  /// The rows of the file as arrays, for tests that shuffle or change them.
  public static func columns() throws -> OrderColumns {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let records = text.split(separator: "\n").dropFirst().map(cells)
    func column(_ index: Int) -> [String] { records.map { $0[index] } }
    var columns = OrderColumns(
      customers: .texts(column(1)), days: column(2).map { Day($0.prefix(10))! },
      amounts: column(3).map { Int64($0.replacing(".", with: ""))! }, orders: column(0))
    columns.dimensions = zip(4..., dimensions).map { index, dimension in
      .init(name: dimension.name, level: dimension.level, values: column(index))
    }
    return columns
  }

  /// The last columns of the file.
  private static let dimensions: [OrderSchema.DimensionColumn] = [
    .init(name: "category", of: .order), .init(name: "channel", of: .order),
    .init(name: "region", of: .customer), .init(name: "coupon", of: .order),
  ]

  /// The cells of a record of this one file: quotes may hold commas and doubled quotes, and no
  /// cell holds a line end.
  private static func cells(of record: Substring) -> [String] {
    var cells = [""]
    var (isQuoted, previous) = (false, Character(","))
    for character in record {
      if character == "\"" {
        isQuoted.toggle()
        if isQuoted && previous == "\"" { cells[cells.count - 1].append(character) }
      } else if character == "," && !isQuoted {
        cells.append("")
      } else {
        cells[cells.count - 1].append(character)
      }
      previous = character
    }
    return cells
  }
}
