/// Why tags cannot be used, and where in the list it lies.
public struct TagRulesError: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Problem: Hashable, Sendable {
    case tooManyTags(Int, allowed: Int)
    case unnamed
    case repeatedName(String)
    /// A rule, or a list of rules, that asks for nothing.
    case asksForNothing
    /// A tag that is not among the earlier ones.
    case unknownTag(String, hint: String)
    case noBounds
    /// No number keeps all bounds.
    case emptyBounds
    /// A count or a number of days is whole, and not too large.
    case numberOutOfRange(String)
    /// An amount with more decimals than the currency, or too large.
    case amountOutOfRange(String, decimals: Int)
    case period(String)
    case noValues
    case unknownDimension(String, hint: String)
    /// A dimension of orders where one of customers is asked for, or the other way round.
    case otherLevel(String, is: Dimension.Level)
    case unknownTier(String, hint: String)
    case unknownSegment(String, hint: String)
    /// Segments and scores have to be given by the caller.
    case noScores
  }

  let keys: [AnyKey]
  /// What is wrong.
  public let problem: Problem

  init(_ problem: Problem, at keys: [AnyKey]) {
    self.keys = keys
    self.problem = problem
  }

  /// Where: `[2].when.not.orders`, counted from 0 as in JSON.
  public var path: String { keys.path }
}

extension TagRulesError: CustomStringConvertible {
  public var description: String { keys.isEmpty ? "\(problem)" : "\(path): \(problem)" }
}

extension TagRulesError.Problem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .tooManyTags(let count, let allowed): "\(count) tags are more than the \(allowed) allowed"
    case .unnamed: "a tag needs a name"
    case .repeatedName(let name): "two tags are named \(name)"
    case .asksForNothing: "it asks for nothing, and would fit everyone"
    case .unknownTag(let name, let hint): "no earlier tag is named \(name); \(hint)"
    case .noBounds: "one of atLeast, above, atMost, below or is has to be said"
    case .emptyBounds: "no number keeps all of these bounds"
    case .numberOutOfRange(let number):
      "\(number) is not a whole number of at most 1000000000000000"
    case .amountOutOfRange(let number, let decimals):
      "\(number) is not an amount with at most \(decimals) decimals"
    case .period(let fault): fault
    case .noValues: "a list of values is empty"
    case .unknownDimension(let name, let hint): "there is no dimension \(name); \(hint)"
    case .otherLevel(let name, .order): "\(name) is a dimension of orders, not of customers"
    case .otherLevel(let name, .customer): "\(name) is a dimension of customers, not of orders"
    case .unknownTier(let name, let hint): "there is no tier \(name); \(hint)"
    case .unknownSegment(let name, let hint): "there is no segment \(name); \(hint)"
    case .noScores: "segments and scores are not known here"
    }
  }
}
