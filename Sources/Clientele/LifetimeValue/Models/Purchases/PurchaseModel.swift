/// How customers are supposed to buy and to leave: which model, without its parameters.
///
/// | model | purchases | leaving |
/// |---|---|---|
/// | ``nbd`` | at random | never |
/// | ``paretoNBD`` | at random | at any time |
/// | ``bgNBD`` | at random | after a repeat purchase |
/// | ``mbgNBD`` | at random | after any purchase |
/// | ``bgCNBD(k:)``, ``mbgCNBD(k:)`` | regular: every k-th of random steps | as in the two above |
///
/// In all of them customers differ: rates are gamma distributed, probabilities of leaving beta
/// distributed. ``bgNBD`` takes everyone who bought once for alive for ever; where most customers
/// buy once, ``mbgNBD`` is the one to begin with. For customers whose chances to buy come one by
/// one, such as a yearly call for donations, there is ``OpportunityModel``.
///
/// ```swift
/// PurchaseModel("mbg-cnbd-2") == .mbgCNBD(k: 2)     // true
/// ```
public struct PurchaseModel: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case gammaPoisson, pareto
    /// `steps` is `nil` while it is to be found.
    case betaGeometric(steps: Int?, mayLeaveAtOnce: Bool)
  }

  let kind: Kind

  /// The most steps between purchases that are tried and allowed.
  public static let largestK = 12

  /// Ehrenberg's model of purchases without dropout: a baseline.
  public static let nbd = PurchaseModel(kind: .gammaPoisson)
  /// Schmittlein, Morrison and Colombo's model.
  public static let paretoNBD = PurchaseModel(kind: .pareto)
  /// Fader, Hardie and Lee's model.
  public static let bgNBD = bgCNBD(k: 1)
  /// The same with a chance to leave after the first purchase as well.
  public static let mbgNBD = mbgCNBD(k: 1)

  /// BG/NBD with regular purchases.
  ///
  /// - Parameter k: Steps between purchases; `nil` for the number under which the purchases are
  ///   most likely.
  /// - Precondition: `k` is 1 through ``largestK``.
  public static func bgCNBD(k: Int? = nil) -> PurchaseModel {
    betaGeometric(k, mayLeaveAtOnce: false)
  }

  /// MBG/NBD with regular purchases.
  ///
  /// - Parameter k: Steps between purchases; `nil` for the number under which the purchases are
  ///   most likely.
  /// - Precondition: `k` is 1 through ``largestK``.
  public static func mbgCNBD(k: Int? = nil) -> PurchaseModel {
    betaGeometric(k, mayLeaveAtOnce: true)
  }

  private static func betaGeometric(_ k: Int?, mayLeaveAtOnce: Bool) -> PurchaseModel {
    precondition((1...largestK).contains(k ?? 1), "k is 1 through \(largestK)")
    return PurchaseModel(kind: .betaGeometric(steps: k, mayLeaveAtOnce: mayLeaveAtOnce))
  }

  /// What the parameters are called, in their order.
  public var parameterNames: [String] {
    switch kind {
    case .gammaPoisson: ["r", "alpha"]
    case .pareto: ["r", "alpha", "s", "beta"]
    case .betaGeometric: ["r", "alpha", "a", "b"]
    }
  }

  /// Steps between purchases: 1 when purchases are at random, `nil` when it is still to be found.
  public var k: Int? {
    if case .betaGeometric(let steps, _) = kind { steps } else { 1 }
  }

  /// The models that are fitted with no more to be said, simplest first.
  public static let all = [nbd, bgNBD, mbgNBD, paretoNBD, bgCNBD(), mbgCNBD()]

  /// - Precondition: There are as many parameters as names, all above 0, and `k` is known.
  func process(_ parameters: [Double]) -> any PurchaseProcess {
    switch kind {
    case .gammaPoisson: GammaPoissonProcess(r: parameters[0], alpha: parameters[1])
    case .pareto:
      ParetoProcess(
        r: parameters[0], alpha: parameters[1], s: parameters[2], beta: parameters[3])
    case .betaGeometric(let steps, let mayLeaveAtOnce):
      BetaGeometricProcess(
        r: parameters[0], alpha: parameters[1], a: parameters[2], b: parameters[3],
        steps: steps!, mayLeaveAtOnce: mayLeaveAtOnce)
    }
  }

  /// The log-likelihood of a table at some logarithms of parameters, with its derivatives.
  ///
  /// - Precondition: `k` is known.
  package func landscape(
    of table: HistoryTable, at logarithms: [Double], threads: Int = 1
  ) -> Landscape {
    likelihood.landscape(of: table, at: logarithms, threads: threads)
  }

  /// - Precondition: `k` is known.
  var likelihood: any HistoryLikelihood {
    switch kind {
    case .gammaPoisson: GammaPoissonLikelihood()
    case .pareto: ParetoLikelihood()
    case .betaGeometric(let steps, let mayLeaveAtOnce):
      BetaGeometricLikelihood(steps: steps!, mayLeaveAtOnce: mayLeaveAtOnce)
    }
  }
}

/// The names of the literature in small letters: `nbd`, `pareto-nbd`, `bg-nbd`, `mbg-nbd`,
/// `bg-cnbd-2`, `mbg-cnbd-k`.
extension PurchaseModel: CustomStringConvertible, LosslessStringConvertible, Codable {
  /// A model by its name; `nil` when there is none of the name.
  public init?(_ name: some StringProtocol) {
    switch name {
    case "nbd": self = .nbd
    case "pareto-nbd": self = .paretoNBD
    case "bg-nbd": self = .bgNBD
    case "mbg-nbd": self = .mbgNBD
    default:
      guard let dash = name.lastIndex(of: "-") else { return nil }
      let (family, last) = (name[..<dash], name[name.index(after: dash)...])
      let k = Int(last)
      guard last == "k" || k.map((1...Self.largestK).contains) == true else { return nil }
      switch family {
      case "bg-cnbd": self = .bgCNBD(k: k)
      case "mbg-cnbd": self = .mbgCNBD(k: k)
      default: return nil
      }
    }
  }

  public var description: String {
    switch kind {
    case .gammaPoisson: "nbd"
    case .pareto: "pareto-nbd"
    case .betaGeometric(let steps, let mayLeaveAtOnce):
      (mayLeaveAtOnce ? "mbg-" : "bg-")
        + (steps == 1 ? "nbd" : "cnbd-" + (steps.map { String($0) } ?? "k"))
    }
  }

  public init(from decoder: any Decoder) throws {
    let name = try decoder.singleValueContainer().decode(String.self)
    guard let model = PurchaseModel(name), model.k != nil else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "\(name) is not a fitted model"))
    }
    self = model
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
