extension OrderTable {
  /// Who carries which tags as of a day.
  ///
  /// Segments and scores, where rules ask for them, are those of `scores`, or of
  /// ``rfm(asOf:scale:map:monetary:history:threads:)`` with nothing else said.
  ///
  /// ```swift
  /// let rule = #"{"segment": "Champions", "customer": {"region": "上海"}}"#
  /// let list = Data(#"[{"name": "上海冠军", "when": \#(rule)}]"#.utf8)
  /// let rules = try JSONDecoder().decode(TagRules.self, from: list)
  /// try orders.tags(rules, asOf: today).count(of: "上海冠军")      // 23
  /// ```
  ///
  /// - Parameters:
  ///   - rules: Who carries which tag.
  ///   - day: The last day that is seen.
  ///   - boundaries: Where lifecycle stages end.
  ///   - ladder: What membership tiers ask for.
  ///   - scores: Segments and scores as of the same day.
  /// - Throws: ``TagRulesError`` when a rule asks for a dimension, a tier or a segment that is not
  ///   there, or for an amount that the currency does not have.
  /// - Precondition: `scores` are those of this table and `day`.
  /// - Complexity: One pass over the orders, and what the scores need.
  public func tags(
    _ rules: TagRules, asOf day: Day, boundaries: LifecycleBoundaries = .standard,
    ladder: TierLadder = .taobao, scores: RFMScores? = nil
  ) throws(TagRulesError) -> CustomerTags {
    var scores = scores
    if scores == nil && rules.needScores {
      do throws(RFMError) {
        scores = try rfm(asOf: day)
      } catch {
        preconditionFailure("quintiles always suit their own map: \(error)")
      }
    }
    return run(
      try Tagging(
        rules, of: self, asOf: day, boundaries: boundaries, ladder: ladder, scores: scores))
  }
}
