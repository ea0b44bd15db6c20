import Clientele
import ClienteleCSV
import ClienteleFixtures
import FoundationEssentials

/// From a file of orders to a table.
func files() {
  let path = FileManager.default.temporaryDirectory
    .appending(path: "clientele-benchmark-orders.csv").path()

  measure("csv file with order ids") {
    if !FileManager.default.fileExists(atPath: path) { try write(to: path) }
    return try OrderTable(contentsOfFile: path)
  } check: { orders in
    orders.orderCount == Shop.orders.orderCount && orders.revenue == Shop.orders.revenue
      && orders.lifecycle(asOf: Shop.lastDay) == Shop.orders.lifecycle(asOf: Shop.lastDay)
  }
}

/// The shop as a file; the first run writes it, and warms up.
private func write(to path: String) throws {
  var text = "order_id,customer_id,date,amount\n"
  var number = 100_000_000
  Shop.simulated.forEachOrder { order in
    number += 1
    let money = Money(minorUnits: order.amount, in: Currency())
    text += "\(number),c\(100_000_000 + order.customer),\(order.day),\(money)\n"
  }
  try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
}
