import Clientele
import ClienteleFixtures
import Testing

/// Source: `Conformance/expected/shop`, computed in Python.
@Suite struct FixtureShopTests {
  @Test func `the bundled shop is read whole`() throws {
    let orders = try FixtureShop.orders()
    #expect(orders.orderCount == 1_876)
    #expect(orders.refundCount == 21)
    #expect(orders.days == "2023-11-01"..."2026-10-31")
    let revenue = (0..<orders.customerCount).reduce(0 as Int128) { sum, customer in
      sum + orders.purchases(of: customer).reduce(0) { $0 + $1.amount.minorUnits }
        - orders.refunds(of: customer).reduce(0) { $0 + $1.amount.minorUnits }
    }
    #expect(revenue == 298_425_74)
  }

  @Test func `quoted commas and quotes are part of a value`() throws {
    let orders = try FixtureShop.orders()
    let category = try #require(orders.dimension(named: "category"))
    #expect(category.values.contains("礼盒 \"中秋\"") && category.values.contains("茶具, 配件"))
    let region = try #require(orders.dimension(named: "region"))
    let customer = try #require(orders.customers.number(of: "u0003"))
    #expect(orders.value(of: region, ofCustomer: customer) == "广东, 深圳")
  }

  @Test func `its file and its arrays make the same table`() throws {
    let (file, arrays) = (try FixtureShop.orders(), try OrderTable(FixtureShop.columns()))
    #expect(file.currency.code == "CNY")
    #expect(file.customerCount == arrays.customerCount)
    for customer in 0..<file.customerCount {
      #expect(file.customers[customer] == arrays.customers[customer])
      #expect(file.purchases(of: customer).map(\.day) == arrays.purchases(of: customer).map(\.day))
      #expect(
        file.purchases(of: customer).map(\.amount) == arrays.purchases(of: customer).map(\.amount))
      #expect(
        file.refunds(of: customer).map(\.amount) == arrays.refunds(of: customer).map(\.amount))
      for (dimension, other) in zip(file.dimensions, arrays.dimensions) {
        #expect(dimension.name == other.name && dimension.level == other.level)
        if dimension.level == .order {
          #expect(
            file.values(of: dimension, ofPurchasesBy: customer)
              == arrays.values(of: other, ofPurchasesBy: customer))
        } else {
          #expect(
            file.value(of: dimension, ofCustomer: customer)
              == arrays.value(of: other, ofCustomer: customer))
        }
      }
    }
  }

  @Test func `its stages are those of the oracle`() throws {
    let series = LifecycleSeries(asOf: [FixtureShop.lastDay])
    let snapshot = try FixtureShop.orders().run(series).snapshots[0]
    #expect(LifecycleStage.allCases.map { snapshot[$0] } == [33, 8, 31, 45, 41, 80, 162])
  }
}
