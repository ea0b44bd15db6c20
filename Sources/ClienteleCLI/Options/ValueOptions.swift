import ArgumentParser
import Clientele
import ClienteleCSV
import ClienteleReport

/// The columns that a customer's value is split by.
struct ValueOptions: ParsableArguments {
  @Option(help: "The column of categories, to tell cross-sell from repeat purchases.")
  var category: String?

  @Option(help: "The column of list prices, before any discount.")
  var listPrice: String?

  @Option(help: "The column of discounts, in money; in place of --list-price.")
  var discount: String?

  @Option(help: "A column of what the goods cost; several are added.")
  var cost: [String] = []

  @Option(help: "A column of what serving the order cost: shipping, returns; several are added.")
  var serviceCost: [String] = []

  @Option(help: "Empty cells of these columns: error, or zero for none.")
  var emptyMeasures: Choice<OrderSchema.MeasureColumn.EmptyCells> = Choice(.error)

  @Option(help: "The column with the id of the customer who sent this one.")
  var referrer: String?

  @Option(help: "The share of a customer's value that is owed to whoever sent them, 0 to 1.")
  var referralShare: Double = 1

  func validate() throws {
    guard listPrice == nil || discount == nil else {
      throw ValidationError("say --list-price or --discount, not both")
    }
    guard (0...1).contains(referralShare) else {
      throw ValidationError("--referral-share must be 0 to 1")
    }
  }

  /// Keeps the lines of orders apart, with the columns that are named here or in the schema.
  func apply(to schema: inout OrderSchema) {
    let named: [(LineMeasure, [String])] = [
      (.listPrice, listPrice.map { [$0] } ?? []), (.discount, discount.map { [$0] } ?? []),
      (.cost, cost), (.serviceCost, serviceCost),
    ]
    var measures = schema.measures ?? []
    for (measure, columns) in named where !columns.isEmpty {
      measures.removeAll { $0.measure == measure }
      measures += columns.map {
        .init(measure, column: $0, emptyCells: emptyMeasures.value)
      }
    }
    schema.measures = measures
    for (name, level) in [(category, Dimension.Level.order), (referrer, .customer)] {
      guard let name else { continue }
      schema.dimensions.removeAll { $0.name == name && $0.level != level }
      if !schema.dimensions.contains(where: { $0.name == name }) {
        schema.dimensions.append(.init(name: name, of: level))
      }
    }
  }

  /// The value of every customer; says who the column of referrers names in vain.
  func values(of orders: OrderTable, asOf day: Day) throws -> PastValues {
    let values = orders.pastValue(asOf: day, category: category)
    guard let referrer else { return values }
    guard let referrers = orders.referrers(in: referrer) else {
      throw CommandFailure(.usage, "--referrer: there is no column \(referrer)")
    }
    if !referrers.unknown.isEmpty {
      let names = referrers.unknown.prefix(5).joined(separator: ", ")
      let rest = referrers.unknown.count > 5 ? " …" : ""
      let sentence =
        "clientele: \(Figures.count(referrers.unknown.count)) referrers are no customers: "
        + "\(names)\(rest)"
      printError(sentence.escapedForTerminal)
    }
    if referrers.selfReferralCount > 0 {
      printError(
        "clientele: \(Figures.count(referrers.selfReferralCount)) customers name themselves")
    }
    return values.withReferrals(by: referrers.customers, share: referralShare)
  }
}
