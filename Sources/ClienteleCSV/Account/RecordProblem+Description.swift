extension RecordProblem: CustomStringConvertible {
  /// The rest of a sentence that begins with the record.
  public var description: String {
    switch self {
    case .cellCount(let found, let expected):
      found == expected + 1
        ? "the record has \(found) cells, the header \(expected): one delimiter too many?"
        : "the record has \(found) cells, the header \(expected)"
    case .strayQuote: "a quote stands inside a cell that does not begin with one"
    case .spaceBeforeQuote: "a space stands before the opening quote"
    case .textAfterQuote: "text follows the closing quote"
    case .unclosedQuote: "a quote is opened here and never closed"
    case .tooLong(let limit): "the record is longer than the limit of \(limit) bytes"
    case .invalidUTF8: "the bytes are not UTF-8"
    case .zeroByte: "a zero byte stands in the text"
    case .repeatedHeader: "the header stands here again, as in files put one behind the other"
    case .missingCustomer: "the customer is missing"
    case .missingOrder: "the order id is missing"
    case .damagedIdentifier: "a spreadsheet has destroyed this id: its last digits are lost"
    case .unknownStatus: "no rule says whether this status counts"
    case .otherCurrency: "the file's other amounts are in another currency"
    case .lineWithoutOrder: "a line without amount does not follow a line of its order"
    case .conflict(let disagreement, let firstRecord):
      "the record has the order id of record \(firstRecord) and \(disagreement)"
    case .missingAmount: "the amount is missing"
    case .missingMeasure: "the figure is missing"
    case .negativeMeasure: "prices, discounts and costs of a purchase are not below zero"
    case .notANumber: "this is not a number in the declared format"
    case .scientificNumber: "numbers with exponents are not exact"
    case .tooManyDecimals: "the number has more decimals than the currency's minor unit"
    case .amountOverflow: "the number is too large for 64 bits of minor units"
    case .missingDate: "the date is missing"
    case .notADate: "this is not a date in the declared format"
    case .noSuchDay: "the calendar has no such day"
    case .noSuchTime: "no clock shows this time"
    case .noSuchOffset: "no clock is so far from UTC"
    case .dateOutOfRange: "the date is out of range: is the declared unit right?"
    case .noSuchDayInZone: "the shop's clocks skipped this whole day"
    case .needsZone: "the time is an instant: the shop's time zone must be named"
    }
  }

  /// What can be done, where an option can do something.
  var hint: String? {
    switch self {
    case .strayQuote, .textAfterQuote:
      "if quotes are part of the text, allow literalQuotes in the schema's dialect; "
        + "if a backslash marks them, backslashEscapes"
    case .spaceBeforeQuote: "allow outerSpaces in the schema's dialect"
    case .missingCustomer: "set missingCustomer to skip to leave such records out"
    case .missingAmount: "set missingAmount to skip to leave such records out"
    case .missingMeasure: "set empty to zero in the schema's measures where none means nothing"
    case .unknownStatus: "name it in the schema's statuses"
    case .notANumber: "set numbers in the schema for other signs"
    case .notADate: "set dateFormat, as in dd/MM/yyyy, for other dates"
    case .needsZone: "use --zone"
    default: nil
    }
  }
}
