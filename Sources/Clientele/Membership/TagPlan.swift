import ClienteleKernels

/// Tag rules as columns of whole numbers and steps over bits, for one table and one day.
///
/// What several tags ask for is computed once: a scan of the same orders over the same days, a
/// figure, a comparison, a whole rule.
struct TagPlan: Sendable {
  /// Some of a customer's orders.
  struct Scan: Hashable, Sendable {
    /// The first day, and the first day after.
    let start: Int32
    let end: Int32
    let filter: [Test]

    /// An order's code of a dimension, and which codes fit.
    struct Test: Hashable, Sendable {
      let place: Int
      let fits: [Bool]
    }
  }

  /// A whole number for each customer, ``none`` where there is no value.
  enum Column: Hashable, Sendable {
    /// Of a mean the largest whole number that is not greater.
    case floor(TagMetric.Kind, scan: Int)
    /// Of a mean the smallest whole number that is not less; of other figures the same.
    case ceiling(TagMetric.Kind, scan: Int)
    case firstDay, lastDay
    case stage, tier, segment
    case score(RFMDimension)
    /// The code of a dimension of customers, by its place in the table.
    case customer(Int)
    /// The code of a dimension of orders in the first and the last purchase.
    case firstOrder(Int), lastOrder(Int)
  }

  /// What customers fit, one bit each; operands are places of earlier steps.
  enum Step: Hashable, Sendable {
    case range(Int, ClosedRange<Int64>)
    case codes(Int, [Bool])
    case all([Int])
    case any([Int])
    case not(Int)
  }

  /// The number that stands for no value; no range holds it.
  static let none = Int64.min

  let day: Day
  let boundaries: LifecycleBoundaries
  private(set) var scans: [Scan] = []
  private(set) var columns: [Column] = []
  private(set) var steps: [Step] = []
  /// For each tag the step that has its bits.
  var roots: [Int] = []

  private var scanPlaces: [Scan: Int] = [:]
  private var columnPlaces: [Column: Int] = [:]
  private var stepPlaces: [Step: Int] = [:]

  /// A plan that so far only knows who has bought.
  init(asOf day: Day, boundaries: LifecycleBoundaries) {
    self.day = day
    self.boundaries = boundaries
    let everything = scan(Scan(start: .min, end: (day + 1).number, filter: []))
    precondition(everything == Self.everything)
    let orders = column(.floor(.orders, scan: everything))
    let buyers = step(.range(orders, 1...Int64.max))
    precondition(buyers == Self.buyers)
  }

  /// The scan of all orders by the day, and the step of those who have any.
  static let everything = 0
  static let buyers = 0

  mutating func scan(_ scan: Scan) -> Int { Self.place(of: scan, in: &scanPlaces, &scans) }

  mutating func column(_ column: Column) -> Int {
    Self.place(of: column, in: &columnPlaces, &columns)
  }

  mutating func step(_ step: Step) -> Int { Self.place(of: step, in: &stepPlaces, &steps) }

  private static func place<Item: Hashable>(
    of item: Item, in places: inout [Item: Int], _ items: inout [Item]
  ) -> Int {
    if let place = places[item] { return place }
    places[item] = items.count
    items.append(item)
    return items.count - 1
  }
}

/// What a table knows beside days and amounts.
struct TagSources: Sendable {
  let currency: Currency
  /// Codes of purchases and refunds, by dimension of orders.
  let purchases: ClusteredColumns
  let refunds: ClusteredColumns?
  /// Codes of customers, by dimension.
  let customers: [Column<UInt32>?]
  let tiers: TierPlan
  let tierDates: TierDates
  let scores: RFMScores?

  init(_ orders: OrderTable, ladder: TierLadder, scores: RFMScores?) {
    currency = orders.currency
    purchases = orders.purchases
    refunds = orders.refunds
    customers = orders.customerProperties.map { $0?.codes }
    tiers = TierPlan(ladder, in: orders.currency)
    tierDates = TierDates(of: ladder)
    self.scores = scores
  }
}
