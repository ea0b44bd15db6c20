import Clientele
import ClienteleCSV
import Testing

/// The public order files of `shared/data`, counted with Python's csv and decimal modules.
@Suite(.enabled(if: sharedData != nil, "the folder shared/data is missing"))
struct RealDataTests {
  func load(_ file: String, _ schema: OrderSchema) throws -> LoadedOrders {
    try OrderReader(schema).load(["\(sharedData!)/\(file)"])
  }

  @Test func cdnowIsReadWhole() throws {
    let loaded = try load("cdnow/orders.csv", .cdnow)
    #expect(loaded.account.records == 69_659)
    #expect(loaded.account.loaded.records == 69_659)
    #expect(loaded.account.loaded.amount == 250_031_563)
    #expect(loaded.account.days == "1997-01-01"..."1998-06-30")
    #expect(loaded.orders.customerCount == 23_570)
    #expect(loaded.orders.orderCount == 69_659)
  }

  @Test func onlineRetailIsReadWhole() throws {
    let loaded = try load("online-retail/orders.csv", .onlineRetail)
    let account = loaded.account
    #expect(account.records == 541_909)
    #expect(account.skipped[.missingCustomer]?.records == 135_080)
    #expect(account.skipped[.missingCustomer]?.amount == 1_447_682_120)
    #expect(account.skipped[.nonPositiveQuantity] == nil)
    #expect(loaded.orders.revenue.description == "8300065.814")
    #expect(account.isBalanced)
    #expect(account.days == "2010-12-01"..."2011-12-09")
    #expect(loaded.orders.currency == Currency(code: "GBP", scale: 3))
  }

  @Test func theSampleOfRIsReadWhole() throws {
    let loaded = try load("rfm/orders.csv", .plain)
    #expect(loaded.account.loaded.records == 4906)
    #expect(loaded.orders.customerCount == 995)
  }
}
