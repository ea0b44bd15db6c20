import Benchmark
import Clientele
import ClienteleFixtures

/// One shop for all subjects, made before anything is measured: a million orders.
enum Shop {
  static let days = TimeWindow(from: "2023-11-01", through: "2026-10-31")
  static let lastDay = days.end - 1
  static let simulated = SimulatedShop(customers: 100_000, orders: 1_000_000, days: days, seed: 1)
  static let columns = simulated.columns()
  static let orders = table(of: columns)
  static let revenue = Money(minorUnits: columns.amounts.reduce(0, +), in: Currency())

  static func table(of columns: OrderColumns, threads: Int? = nil) -> OrderTable {
    do {
      return try OrderTable(columns, threads: threads)
    } catch {
      fatalError("\(error)")
    }
  }
}

/// Measures `work` on the shop, and checks the last answer when the clock has stopped.
func measure<Answer>(
  _ name: String, _ work: @escaping () throws -> Answer,
  check isRight: @escaping (Answer) -> Bool
) {
  Benchmark(name) { benchmark in
    // Made on first use, which must not be measured.
    _ = Shop.orders
    benchmark.startMeasurement()
    let answer = try work()
    benchmark.stopMeasurement()
    blackHole(answer)
    if !isRight(answer) { benchmark.error("\(name): the answer is wrong") }
  }
}
