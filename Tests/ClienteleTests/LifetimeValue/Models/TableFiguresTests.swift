import Clientele
import ClienteleFixtures
import Testing

/// Figures of whole tables, which are computed eight customers at once and shared between
/// neighbours, against those of each customer alone: the same bits.
@Suite struct TableFiguresTests {
  private static let figures: [PurchaseFigure] = [
    .probabilityAlive, .expectedPurchases(in: 39), .probabilityOfPurchase(in: 4),
    .purchases(after: 13, until: 26), .purchase(after: 3, until: 9),
    .purchasePairs(after: 0, until: 20), .discountedPurchases(rate: 0.002, in: 104),
    // Far enough for the series to give up.
    .expectedPurchases(in: 5000), .expectedPurchases(in: 0),
  ]

  /// Parameters as of shops, and such that series and fractions converge slowly for some customers
  /// or for all.
  private static let places: [(model: PurchaseModel, parameters: [Double])] = [
    (.nbd, [0.4, 12]),
    (.bgNBD, [0.243, 4.414, 0.793, 2.426]), (.bgNBD, [0.85, 1.45, 1.0000001, 2.42]),
    (.bgNBD, [1.5, 0.01, 3, 0.4]), (.bgNBD, [30, 2000, 1e-3, 0.04]),
    (.mbgNBD, [0.525, 6.183, 0.891, 1.614]), (.mbgNBD, [1e-3, 1e4, 40, 1e-6]),
    (.paretoNBD, [0.553, 10.578, 0.606, 11.669]), (.paretoNBD, [0.5, 2.9, 0.3, 14]),
    (.paretoNBD, [0.5, 5, 1, 5]), (.paretoNBD, [10.5, 0.008, 3, 2.8]),
    // Fractions are too deep for new customers only; for all; and have no depth.
    (.paretoNBD, [1.3, 40, 0.5, 1e-4]), (.paretoNBD, [1.3, 1e-5, 0.5, 1e5]),
    (.paretoNBD, [1.3, 1e4, 0.5, 1e-13]),
  ]

  /// No purchase, a huge number, on the last day, at once, a tiny and a huge age; and neighbours
  /// that share an age.
  private static func histories(_ generator: inout SeededGenerator) throws -> [PurchaseHistory] {
    var histories: [PurchaseHistory] = [
      .new, try PurchaseHistory(frequency: 0, recency: 0, age: 1e-9),
      try PurchaseHistory(frequency: 1, recency: 1e-9, age: 1e-9),
      try PurchaseHistory(frequency: 1, recency: 1e-9, age: 1e4),
      try PurchaseHistory(frequency: 3, recency: 40, age: 40),
      try PurchaseHistory(frequency: 3, recency: (40.0).nextDown, age: 40),
      try PurchaseHistory(frequency: 5000, recency: 9000, age: 9001),
      try PurchaseHistory(frequency: 5000, recency: 20, age: 9001),
      try PurchaseHistory(frequency: 1 << 30, recency: 50, age: 52),
      try PurchaseHistory(frequency: 0, recency: 0, age: 1e5),
    ]
    for _ in 0..<150 {
      let age = Int.random(in: 350...360, using: &generator)
      let frequency = max(0, Int.random(in: -4...12, using: &generator))
      let recency = frequency > 0 ? Int.random(in: 1...age, using: &generator) : 0
      histories.append(
        try PurchaseHistory(
          frequency: frequency, recency: Double(recency) / 7, age: Double(age) / 7))
    }
    return histories
  }

  private static func fitted(
    _ model: PurchaseModel, _ values: [Double]
  ) throws -> FittedPurchaseModel {
    try FittedPurchaseModel(
      model, parameters: Dictionary(uniqueKeysWithValues: zip(model.parameterNames, values)),
      unit: .week)
  }

  @Test(arguments: places.indices)
  func `a customer in a table has the figures of the customer alone`(place: Int) throws {
    var generator = SeededGenerator(seed: UInt64(place))
    let (kind, parameters) = Self.places[place]
    let model = try Self.fitted(kind, parameters)
    let (table, rows) = HistoryTable.compressing(try Self.histories(&generator), unit: .week)
    #expect(table.count < rows.count)
    let columns = try model.values(of: Self.figures, for: table, threads: 2)
    for (figure, column) in zip(Self.figures, columns) {
      #expect(try model.values(of: figure, for: table) == column)
      for (row, found) in column.enumerated() {
        let alone = try model.value(of: figure, after: table[row])
        #expect(found == alone, "\(kind) \(parameters), \(figure), \(table[row])")
      }
    }
  }

  @Test func `regular purchases, whose futures are not shared`() throws {
    for (kind, parameters) in [
      (PurchaseModel.bgCNBD(k: 2), [0.6, 3, 0.5, 1.5]), (.mbgCNBD(k: 3), [1.33, 2.81, 0.42, 0.79]),
    ] {
      let model = try Self.fitted(kind, parameters)
      let table = HistoryTable(
        try [(0, 0, 30), (2, 9, 30), (2, 21, 30), (2, 30, 30), (4, 29, 30), (4, 29, 35)].map {
          try PurchaseHistory(frequency: $0, recency: $1, age: $2)
        }, unit: .week)
      let columns = try model.values(of: Self.figures.dropLast(2), for: table)
      for (figure, column) in zip(Self.figures, columns) {
        for (row, found) in column.enumerated() {
          #expect(try found == model.value(of: figure, after: table[row]), "\(kind), \(figure)")
        }
      }
    }
  }

  @Test func `any division of customers into tables gives the same bits`() throws {
    var generator = SeededGenerator(seed: 8)
    let histories = try Self.histories(&generator)
    for (kind, parameters) in Self.places {
      let model = try Self.fitted(kind, parameters)
      func values(_ part: [PurchaseHistory]) throws -> [PurchaseHistory: [Double]] {
        let table = HistoryTable(part, unit: .week)
        let columns = try model.values(of: Array(Self.figures.prefix(2)), for: table)
        return Dictionary(
          uniqueKeysWithValues: table.enumerated().map { row, history in
            (history, columns.map { $0[row] })
          })
      }
      let whole = try values(histories)
      for _ in 0..<5 {
        let part = histories.shuffled(using: &generator).prefix(
          Int.random(in: 1...60, using: &generator))
        for (history, found) in try values(Array(part)) {
          #expect(found == whole[history], "\(kind) \(parameters), \(history)")
        }
      }
    }
  }

  @Test func `an infinite figure among finite ones is an error, also for nobody`() throws {
    let model = try Self.fitted(.paretoNBD, [0.5, 5, 0.9, 5])
    let endless = PurchaseFigure.discountedPurchases(rate: 0, in: .infinity)
    for table in [HistoryTable([.new], unit: .week), HistoryTable([], unit: .week)] {
      #expect(throws: PurchaseModelError.self) {
        try model.values(of: [.probabilityAlive, endless], for: table)
      }
      #expect(try model.values(of: [PurchaseFigure](), for: table).isEmpty)
    }
  }

  @Test func `values of rows become values of customers`() async throws {
    var generator = SeededGenerator(seed: 9)
    let (table, rows) = HistoryTable.compressing(try Self.histories(&generator), unit: .week)
    let values = table.indices.map { 1 / Double($0 + 1) }
    for threads in [1, 2, 7] {
      #expect(table.spread(values, to: rows, threads: threads) == rows.map { values[$0] })
    }
    #expect(table.spread(values, to: []) == [])
    await #expect(processExitsWith: .failure) {
      print(HistoryTable([.new], unit: .week).spread([], to: [0]))
    }
    await #expect(processExitsWith: .failure) {
      print(HistoryTable([.new], unit: .week).spread([1], to: [1]))
    }
  }
}
