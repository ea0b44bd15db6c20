/// A question about all customers, as a value: its stored properties are its parameters, and
/// nothing else.
///
/// An answer is made by four verbs. A *partial* holds what has been learnt from some customers;
/// ``accumulate(_:into:)`` adds a block of customers to one, ``merge(_:into:)`` joins two, and
/// ``finish(_:in:)`` makes the result. Merging must be associative and commutative, and it must
/// not matter how customers are divided into blocks: then threads on one machine, and machines
/// that each hold some of the customers and mail their partials, give the same result, bit for
/// bit. All orders of a customer belong to one block. `AnalysisLaws` in `ClienteleFixtures` tests
/// this for any analysis.
///
/// Partials keep whole numbers, counts and minor units, for which order does not matter.
///
/// ```swift
/// struct Purchasers: Analysis {
///   func makePartial() -> Int { 0 }
///   func accumulate(_ block: borrowing CustomerBlock, into partial: inout Int) {
///     for customer in block.positions where !block.purchases(at: customer).isEmpty {
///       partial += 1
///     }
///   }
///   func merge(_ other: Int, into partial: inout Int) { partial += other }
///   func finish(_ partial: Int, in currency: Currency) -> Int { partial }
/// }
/// ```
public protocol Analysis: Sendable {
  /// What has been learnt from some customers.
  associatedtype Partial: Sendable, Codable
  associatedtype Result: Sendable

  /// What is known before the first customer.
  func makePartial() -> Partial

  /// Adds a block of customers. Called once for each customer's block.
  func accumulate(_ block: borrowing CustomerBlock, into partial: inout Partial)

  /// Joins what was learnt from other customers.
  func merge(_ other: Partial, into partial: inout Partial)

  /// The answer, once all customers have been seen. Amounts are in `currency`.
  func finish(_ partial: Partial, in currency: Currency) -> Result

  /// What the parameters ask for in memory, whoever the customers are. Not a verb: a question that
  /// is always small need not say it.
  var answerSize: AnswerSize { get }
}
