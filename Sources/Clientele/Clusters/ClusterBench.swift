import ClienteleKernels

/// Where numbers of clusters are tried: with all customers, or with a sample where they are many.
///
/// A million customers would take minutes of seventy starts; fifty thousand of them show where the
/// centres lie to a few thousandths of a standard deviation.
struct ClusterBench {
  let judge: SilhouetteJudge
  /// What is tried with.
  private let points: WeightedPoints
  private let all: WeightedPoints
  private let question: ClusterQuestion
  private let threads: Int

  init(_ all: WeightedPoints, _ question: ClusterQuestion, threads: Int) {
    self.all = all
    self.question = question
    self.threads = threads
    let isMany = all.customerCount > question.trialLimit
    let sample = isMany ? all.sample(of: question.trialLimit, seed: question.seed).points : nil
    // A sample with fewer points than the least number of clusters cannot be divided.
    points = sample.map { $0.count >= question.counts.lowerBound ? $0 : all } ?? all
    judge = SilhouetteJudge(points, question)
  }

  /// How many customers are tried with.
  var customerCount: Int { Int(points.weights.reduce(0, +)) }

  /// One for each number of clusters, as far as there are points.
  func trials(in counts: ClosedRange<Int>) -> [ClusterTrial] {
    (counts.lowerBound...Swift.min(counts.upperBound, points.count)).map { count in
      var found = KMeans(
        points, count: count, seed: question.seed, starts: question.starts, threads: threads)
      found.renumber(found.bestFirst)
      return ClusterTrial(found, points, judge, threads: threads)
    }
  }

  /// The same clusters of all customers: those of a sample go on from where they are.
  func finished(_ means: KMeans) -> KMeans {
    guard points.count < all.count || customerCount < all.customerCount else { return means }
    var found = KMeans(all, from: means.centres, count: means.count, threads: threads)
    found.renumber(found.bestFirst)
    return found
  }
}
