import ArgumentParser
import Clientele
import ClienteleCSV
import ClienteleFixtures

/// Writes the orders of a shop that never was.
struct SimulateCommand: ShopCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Write an order file of a shop that never was.",
    discussion: """
      The same numbers and seed give the same file on every machine. The file has
      the columns order_id, customer_id, ordered_at and amount, in the order of time.

        clientele simulate --customers 1000 --days 730 --seed 1 -o orders.csv
      """)

  @OptionGroup var configuration: ConfigurationOptions

  @Option(help: "How many customers.")
  var customers: Int = 1_000

  @Option(help: "How many orders in all; five for each customer if not said.")
  var orders: Int?

  @Option(help: "Over how many days.")
  var days: Int = 1_096

  @Option(help: ArgumentHelp("The last day, YYYY-MM-DD.", valueName: "day"))
  var through: DayArgument = DayArgument(argument: "2026-10-31")!

  @Option(help: "Any whole number: another seed, another shop.")
  var seed: UInt64 = 1

  @Option(name: .shortAndLong, help: "Write to a file, replaced only when all is written.")
  var output: String?

  func validate() throws {
    guard customers >= 1, customers <= 1_000_000_000 else {
      throw ValidationError("--customers must be 1 to 1,000,000,000")
    }
    guard (orders ?? customers) >= customers, (orders ?? customers) <= 4_000_000_000 else {
      throw ValidationError("--orders must be at least --customers, and at most 4,000,000,000")
    }
    guard (1...100_000).contains(days) else {
      throw ValidationError("--days must be 1 to 100,000")
    }
  }

  func answer() throws {
    let shop = SimulatedShop(
      customers: customers, orders: orders ?? customers * 5,
      days: TimeWindow(from: through.day - (days - 1), through: through.day), seed: seed)
    let output = try TextOutput(path: output)
    try output.write(CSVRow(["order_id", "customer_id", "ordered_at", "amount"]).line)
    var line = OrderLine(currency: Currency(scale: 2))
    try shop.forEachOrder { order in try output.write(line.bytes(of: order)) }
    try output.finish()
  }
}

/// Writes orders as bytes: twenty million of them are a gigabyte.
private struct OrderLine {
  private let currency: Currency
  private var number = 100_000_000
  private var day: (day: Day, text: [UInt8])?
  private var bytes: [UInt8] = []

  init(currency: Currency) { self.currency = currency }

  mutating func bytes(of order: SimulatedShop.Order) -> [UInt8] {
    bytes.removeAll(keepingCapacity: true)
    number += 1
    append(number, width: 9)
    bytes.append(UInt8(ascii: ","))
    bytes.append(UInt8(ascii: "c"))
    append(order.customer, width: 8)
    bytes.append(UInt8(ascii: ","))
    if day?.day != order.day { day = (order.day, Array(order.day.description.utf8)) }
    bytes += day?.text ?? []
    bytes.append(UInt8(ascii: " "))
    append(order.secondOfDay / 3_600, width: 2)
    bytes.append(UInt8(ascii: ":"))
    append(order.secondOfDay / 60 % 60, width: 2)
    bytes.append(UInt8(ascii: ":"))
    append(order.secondOfDay % 60, width: 2)
    bytes.append(UInt8(ascii: ","))
    append(Int(order.amount / 100), width: 1)
    bytes.append(UInt8(ascii: "."))
    append(Int(order.amount % 100), width: 2)
    bytes += [0x0D, 0x0A]
    return bytes
  }

  private mutating func append(_ value: Int, width: Int) {
    let start = bytes.count
    var rest = value
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0 || bytes.count - start < width
    bytes[start...].reverse()
  }
}
