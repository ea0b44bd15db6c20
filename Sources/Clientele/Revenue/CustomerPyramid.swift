/// Customers in three classes by what they bring (客户金字塔, ABC analysis): the few who bring most
/// of the revenue, the next, and everyone else.
///
/// A customer's class depends on the share of revenue that customers who bring *more* have brought
/// already: below 80 % they are key, below 95 % main, otherwise small. So customers of equal
/// revenue are of one class, and the one with whom 80 % is passed is still key.
public struct CustomerPyramid: Hashable, Sendable, Codable {
  /// The place of a customer in the pyramid.
  public enum Level: String, Hashable, Sendable, Codable, CaseIterable {
    /// The few who bring most of the revenue.
    case key
    /// The next.
    case main
    /// Everyone else.
    case small

    /// 重要客户, 主要客户, 小客户.
    public var chineseName: String {
      switch self {
      case .key: "重要客户"
      case .main: "主要客户"
      case .small: "小客户"
      }
    }
  }

  /// The customers of one level.
  public struct Layer: Hashable, Sendable, Codable {
    /// The number of customers of this level.
    public let customerCount: Int
    /// What they bring together.
    public let revenue: Money
    /// The least that a customer of this level brings; `nil` without customers.
    public let lowestRevenue: Money?
    /// Customers of this level ÷ all customers.
    public let customerShare: Double
    /// Revenue of this level ÷ all revenue.
    public let revenueShare: Double
  }

  private let layers: [Layer]

  /// The customers of a level.
  public subscript(level: Level) -> Layer {
    switch level {
    case .key: layers[0]
    case .main: layers[1]
    case .small: layers[2]
    }
  }

  /// 重要客户: the few who bring most of the revenue.
  public var key: Layer { self[.key] }

  /// 主要客户: the next.
  public var main: Layer { self[.main] }

  /// 小客户: everyone else.
  public var small: Layer { self[.small] }

  /// The level of a customer who brings an amount.
  public func level(ofRevenue revenue: Money) -> Level {
    func reaches(_ layer: Layer) -> Bool {
      layer.lowestRevenue.map { revenue.minorUnits >= $0.minorUnits } ?? false
    }
    return reaches(key) ? .key : reaches(main) ? .main : .small
  }

  fileprivate init(_ layers: [Layer]) { self.layers = layers }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    layers = try container.decode([Layer].self, forKey: .layers)
    guard layers.count == Level.allCases.count else {
      throw decoder.refusal("a pyramid has three layers")
    }
  }
}

extension RevenueDistribution {
  /// The customer pyramid.
  ///
  /// - Parameters:
  ///   - keyShare: The share of revenue that key customers bring, to a millionth.
  ///   - mainShare: The share that key and main customers bring.
  /// - Returns: `nil` without revenue.
  /// - Precondition: `0 <= keyShare <= mainShare <= 1`.
  /// - Complexity: O(different revenues).
  public func pyramid(
    keyShare: Double = 0.8, mainShare: Double = 0.95
  ) -> CustomerPyramid? {
    precondition(keyShare <= mainShare, "the main customers' share includes the key customers'")
    guard total > 0 else { return nil }
    let cuts = [Millionths(keyShare), Millionths(mainShare)]
    var layers = [(count: Int, revenue: Int128, lowest: Int128?)](
      repeating: (0, 0, nil), count: 3)
    var before: Int128 = 0
    for run in runs.reversed() {
      let level = cuts.firstIndex { !$0.isReached(by: before, of: total) } ?? 2
      let revenue = run.revenue * Int128(run.customerCount)
      layers[level].count += run.customerCount
      layers[level].revenue += revenue
      layers[level].lowest = run.revenue
      before += revenue
    }
    return CustomerPyramid(
      layers.map { layer in
        CustomerPyramid.Layer(
          customerCount: layer.count, revenue: Money(minorUnits: layer.revenue, in: currency),
          lowestRevenue: layer.lowest.map { Money(minorUnits: $0, in: currency) },
          customerShare: Double(layer.count) / Double(customerCount),
          revenueShare: Double(layer.revenue) / Double(total))
      })
  }
}
