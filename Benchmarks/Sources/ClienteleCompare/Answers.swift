import Clientele

/// Answers as whole numbers in the order that `Scripts/compare/answers.py` says.

func values(of scores: RFMScores) -> [Int] {
  var values: [Int] = []
  values.reserveCapacity(scores.count * 6)
  for customer in scores.indices {
    let figures = scores.values[customer]!
    let code = scores[customer]!.code
    values += [
      Int(Questions.lastDay.number) - figures.daysSinceLastOrder, figures.frequency,
      Int(figures.revenue.minorUnits), code.r, code.f, code.m,
    ]
  }
  return values
}

func values(of history: LifecycleHistory) -> [Int] {
  values(of: history.snapshots) + values(of: history.movements)
}

func values(of movements: [LifecycleMovement]) -> [Int] {
  movements.flatMap { movement in
    LifecycleMovement.pairs.map { movement[$0.origin, $0.target] }
  }
}

func values(of snapshots: [LifecycleSnapshot]) -> [Int] {
  snapshots.flatMap { snapshot in LifecycleStage.allCases.map { snapshot[$0] } }
}

func values(of triangle: CohortTable) -> [Int] {
  (0..<triangle.count).flatMap { cohort in
    triangle.cells(ofCohort: cohort).flatMap { [$0.customerCount, Int($0.revenue.minorUnits)] }
  }
}

func values(of retention: RetentionTable<Recurring>) -> [Int] {
  retention.rates.flatMap { [$0[29].denominator, $0[29].numerator] }
}

func values(of months: [WindowActivity]) -> [Int] {
  months.flatMap { [$0.customerCount, $0.repeatCustomerCount, Int($0.revenue.minorUnits)] }
}

func values(of figures: [CustomerFigures.Figures]) -> [Int] {
  figures.flatMap { [Int($0.first), Int($0.last), Int($0.orderCount), Int($0.revenue)] }
}
