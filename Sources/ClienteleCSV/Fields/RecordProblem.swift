public import Clientele

/// What is wrong with one record.
public enum RecordProblem: Error, Hashable, Sendable {
  // The record as a whole.
  case cellCount(found: Int, expected: Int)
  case strayQuote
  case spaceBeforeQuote
  case textAfterQuote
  case unclosedQuote
  case tooLong(limitBytes: Int)
  case invalidUTF8
  case zeroByte
  case repeatedHeader
  // Who and what.
  case missingCustomer
  case missingOrder
  case damagedIdentifier
  case unknownStatus
  case otherCurrency
  case lineWithoutOrder
  /// The order id of an earlier record, which says something else.
  case conflict(OrderDisagreement, firstRecord: Int)
  // Amounts.
  case missingAmount
  case missingMeasure
  case negativeMeasure
  case notANumber
  case scientificNumber
  case tooManyDecimals
  case amountOverflow
  // Dates.
  case missingDate
  case notADate
  case noSuchDay
  case noSuchTime
  case noSuchOffset
  case dateOutOfRange
  case noSuchDayInZone
  case needsZone
}
