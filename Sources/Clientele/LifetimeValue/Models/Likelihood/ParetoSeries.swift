/// ln of a hypergeometric function of the Pareto/NBD model, by the parameters of the model.
struct ParetoSeries {
  /// The function itself, not its logarithm.
  var value: Lanes
  /// By r or x, which only ever come as a sum.
  var byShape: Lanes
  var byAlpha: Lanes
  var byS: Lanes
  var byBeta: Lanes
  var byShapeShape: Lanes
  var byShapeAlpha: Lanes
  var byShapeS: Lanes
  var byShapeBeta: Lanes
  var byAlphaAlpha: Lanes
  var bySAlpha: Lanes
  var byAlphaBeta: Lanes
  var bySS: Lanes
  var bySBeta: Lanes
  var byBetaBeta: Lanes

  /// The same with the rates of purchases and of leaving taking each other's place.
  var exchanged: ParetoSeries {
    var other = self
    (other.byShape, other.byS) = (byS, byShape)
    (other.byAlpha, other.byBeta) = (byBeta, byAlpha)
    (other.byShapeShape, other.bySS) = (bySS, byShapeShape)
    (other.byAlphaAlpha, other.byBetaBeta) = (byBetaBeta, byAlphaAlpha)
    (other.byShapeAlpha, other.bySBeta) = (bySBeta, byShapeAlpha)
    (other.byShapeBeta, other.bySAlpha) = (bySAlpha, byShapeBeta)
    return other
  }
}

extension GaussFraction {
  /// ₂F₁(1, r + x; r + s + x + 1; (α − β) ÷ (α + t)), from its derivatives by b, c and z.
  func byRates(_ alpha: Double, _ beta: Double, _ time: Lanes) -> ParetoSeries {
    let a = 1 / (alpha + time)
    let other = (beta + time) * a
    let (zByAlpha, zByBeta) = (other * a, -a)
    let (zByAlphaAlpha, zByAlphaBeta) = (-2 * other * a * a, a * a)
    let shapeByZ = byBZ + byCZ
    return ParetoSeries(
      value: value, byShape: byB + byC, byAlpha: byZ * zByAlpha, byS: byC,
      byBeta: byZ * zByBeta, byShapeShape: byBB + 2 * byBC + byCC,
      byShapeAlpha: shapeByZ * zByAlpha, byShapeS: byBC + byCC, byShapeBeta: shapeByZ * zByBeta,
      byAlphaAlpha: byZZ * zByAlpha * zByAlpha + byZ * zByAlphaAlpha,
      bySAlpha: byCZ * zByAlpha,
      byAlphaBeta: byZZ * zByAlpha * zByBeta + byZ * zByAlphaBeta, bySS: byCC,
      bySBeta: byCZ * zByBeta, byBetaBeta: byZZ * zByBeta * zByBeta)
  }
}
