import Clientele
import ClienteleCSV
import Testing

/// Rows 42–58 of the reliability table: numbers and money.
@Suite struct MoneyTests {
  func amount(_ text: String, _ numbers: NumberFormat = .plain, scale: Int = 2) throws -> Int64? {
    var schema = OrderSchema.plain
    schema.numbers = numbers
    schema.scale = scale
    let quoted = text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"")
    let records = try readOrders("customer_id,ts,amount\nc,2024-01-01,\"\(quoted)\"\n", schema)
    return records.rows.first?.amount
  }

  func problem(
    _ text: String, _ numbers: NumberFormat = .plain, scale: Int = 2
  ) -> RecordProblem? {
    do {
      _ = try amount(text, numbers, scale: scale)
      return nil
    } catch {
      if case .record(let problem) = (error as? OrderFileError)?.problem { return problem }
      return nil
    }
  }

  @Test func row42TheLimitsOf64BitsAreExact() throws {
    #expect(try amount("92233720368547758.07") == .max)
    #expect(problem("92233720368547758.08") == .amountOverflow)
    #expect(try amount("-92233720368547758.08") == .min)
    #expect(problem("-92233720368547758.09") == .amountOverflow)
    #expect(problem("99999999999999999999") == .amountOverflow)
    #expect(try amount("9223372036854775807", scale: 0) == .max)
  }

  @Test func row43SumsPassTheLimitsOf64Bits() throws {
    let line = "c,2024-01-01,92233720368547758.07\n"
    let records = try readOrders("customer_id,ts,amount\n" + line + line + line)
    #expect(records.account.loaded.amount == 3 * Int128(Int64.max))
  }

  @Test func row44MoreDecimalsThanTheScaleAreRefused() {
    #expect(problem("0.005") == .tooManyDecimals)
    #expect(problem("0.0050000") == .tooManyDecimals)
    #expect(problem("0.01", scale: 1) == .tooManyDecimals)
  }

  @Test func row45TrailingZerosPastTheScaleAreNothing() throws {
    #expect(try amount("1.500") == 150)
    #expect(try amount("1." + String(repeating: "0", count: 5000)) == 100)
    #expect(try amount("1.5", scale: 6) == 1_500_000)
  }

  @Test func row46ExponentsAreRefused() {
    #expect(problem("1e3") == .scientificNumber)
    #expect(problem("2.02408E+19") == .scientificNumber)
  }

  @Test func row47NotANumberIsNotANumber() throws {
    for text in ["NaN", "inf", "-inf", "Infinity"] { #expect(problem(text) == .notANumber) }
    #expect(try amount("-0.00") == 0)
  }

  @Test func row48AMissingAmountIsNeverZero() throws {
    for text in ["", "NULL", "\\N"] { #expect(problem(text) != nil) }
    var schema = OrderSchema.plain
    schema.numbers.nullTexts = ["NULL", "\\N"]
    let file = "customer_id,ts,amount\na,2024-01-01,NULL\nb,2024-01-01,\\N\nc,2024-01-01,\n"
    #expect(refusal(file, schema)?.problem == .record(.missingAmount))
    schema.missingAmount = .skip
    let account = try readOrders(file, schema).account
    #expect(account.skipped[.missingAmount]?.records == 3)
    #expect(account.isBalanced)
  }

  @Test func row49GroupsNeedTheirOption() throws {
    for text in ["1,234.50", "1.234,50", "5\u{A0}000,00"] { #expect(problem(text) == .notANumber) }
    let english = NumberFormat(groupingSigns: [","])
    #expect(try amount("1,234.50", english) == 123_450)
    #expect(try amount("-1,234,567.89", english) == -123_456_789)
    let german = NumberFormat(decimalSign: .comma, groupingSigns: ["."])
    #expect(try amount("1.234,50", german) == 123_450)
    #expect(try amount("1234,5", german) == 123_450)
    let french = NumberFormat(decimalSign: .comma, groupingSigns: [" ", "\u{A0}", "\u{202F}"])
    #expect(try amount("5\u{A0}000,00", french) == 500_000)
    #expect(try amount("5\u{202F}000,00", french) == 500_000)
    // A comma that does not stand before three digits is something else.
    for text in ["1,23", "12,34.5", "1,2345", "1234,567", ",123", "1,,234", "1,234,56"] {
      #expect(problem(text, english) == .notANumber)
    }
  }

  @Test func row50CurrencySignsNeedTheirOption() throws {
    for text in ["￥12.00", "$12.00", "USD 12"] { #expect(problem(text) == .notANumber) }
    let signs = NumberFormat(currencySigns: ["￥", "$", "USD", "€"])
    #expect(try amount("￥12.00", signs) == 1200)
    #expect(try amount("$12.00", signs) == 1200)
    #expect(try amount("-$12.00", signs) == -1200)
    #expect(try amount("$-12.00", signs) == -1200)
    #expect(try amount("USD 12", signs) == 1200)
    #expect(try amount("12.00 €", signs) == 1200)
    #expect(problem("$$12", signs) == .notANumber)
    #expect(problem("£12", signs) == .notANumber)
    #expect(problem("-$-12", signs) == .notANumber)
  }

  @Test func row51OtherMinusSignsNeedTheirOption() throws {
    for text in ["(12.00)", "12.00-", "−12.00", "--5"] { #expect(problem(text) == .notANumber) }
    let forms = NumberFormat(negativeForms: [.parentheses, .trailingMinus])
    #expect(try amount("(12.00)", forms) == -1200)
    #expect(try amount("12.00-", forms) == -1200)
    for text in ["(-12.00)", "-12.00-", "(12.00", "()", "−12.00", "--5"] {
      #expect(problem(text, forms) == .notANumber)
    }
  }

  @Test func row52OtherDigitsAreRefused() {
    for text in ["１２.００", "٥"] { #expect(problem(text) == .notANumber) }
  }

  @Test func row53ProgrammersNumbersAreRefused() {
    for text in ["0x10", "1_000", "0b1", "1f", ".", "-", "+", "1.2.3", "1 000"] {
      #expect(problem(text) == .notANumber)
    }
  }

  @Test func row54FiveThousandDigitsAreReadQuickly() throws {
    #expect(problem(String(repeating: "9", count: 5000)) == .amountOverflow)
    #expect(try amount(String(repeating: "0", count: 5000) + "7") == 700)
    #expect(problem("0." + String(repeating: "0", count: 5000) + "1") == .tooManyDecimals)
  }

  @Test func row55MixedCurrenciesAreRefused() throws {
    var schema = OrderSchema.plain
    schema.columns[.currency] = ["currency"]
    let file = "customer_id,ts,amount,currency\na,2024-01-01,5,EUR\nb,2024-01-01,5,"
    #expect(refusal(file + "USD\n", schema)?.problem == .record(.otherCurrency))
    let records = try readOrders(file + "EUR\n", schema)
    #expect(records.source.currency == Currency(code: "EUR", scale: 2))
    schema.currency = "USD"
    #expect(refusal(file + "EUR\n", schema)?.place.record == 1)
  }

  @Test func row56QuantityTimesPriceIsExact() throws {
    var schema = OrderSchema.plain
    schema.columns[.amount] = []
    schema.columns[.quantity] = ["n"]
    schema.columns[.price] = ["price"]
    func product(_ quantity: String, _ price: String) throws -> Int64? {
      try readOrders("customer_id,ts,n,price\nc,2024-01-01,\(quantity),\(price)\n", schema)
        .rows.first?.amount
    }
    #expect(try product("3", "0.33") == 99)
    #expect(try product("2", "0.125") == 25)
    #expect(try product("1.5", "0.1") == 15)
    #expect(try product("0", "5") == 0)
    #expect(try product("1", "-5") == -500)
    #expect(try product("-1", "92233720368547758.07") == -.max)
    #expect(throws: OrderFileError.self) { try product("1", "0.005") }
    #expect(throws: OrderFileError.self) { try product("2", "92233720368547758.07") }
    schema.nonPositiveQuantities = .skip
    let records = try readOrders(
      "customer_id,ts,n,price\nc,2024-01-01,0,5\nc,2024-01-01,-2,5\n", schema)
    #expect(records.rows.isEmpty)
    #expect(records.account.skipped[.nonPositiveQuantity]?.records == 2)
    #expect(records.account.skipped[.nonPositiveQuantity]?.amount == -1000)
  }

  @Test func pointsMayLeadOrTrailAndSpacesNeedTheirOption() throws {
    #expect(try amount(".5") == 50)
    #expect(try amount("5.") == 500)
    #expect(try amount("+5") == 500)
    #expect(problem(" 5 ") == .notANumber)
    #expect(try amount(" 5 ", NumberFormat(allowsSpaces: true)) == 500)
  }
}
