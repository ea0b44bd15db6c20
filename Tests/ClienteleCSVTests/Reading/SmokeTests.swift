import Clientele
import ClienteleCSV
import Testing

@Test func aPlainFileGivesItsRows() throws {
  let records = try readOrders(
    """
    order_id,customer_id,ts,amount
    1,ann,2024-01-01,5
    2,"bob, jr",2024-01-02 10:00:00,7.50

    3,"say ""hi""\nthere",2024-01-03,-1.25

    """)
  #expect(
    records.rows.map(\.description) == [
      "1: ann 2024-01-01 500 []", "2: bob, jr 2024-01-02 750 []",
      "4: say \"hi\"\nthere 2024-01-03 -125 []",
    ])
  #expect(records.account.isBalanced)
  #expect(records.account.records == 4)
  #expect(
    refusal("order_id,customer_id,ts,amount\n1,c,2024-01-01,abc\n")?.description
      == "orders.csv, record 1 (line 2), column amount: \"abc\" – this is not a number in the "
      + "declared format (byte 46); set numbers in the schema for other signs"
  )
}
