/// The normal distribution with mean 0 and standard deviation 1.
package enum StandardNormal {
  /// The two-sided 95 % quantile, Φ⁻¹(0.975): 95 % lie within so many standard deviations of the
  /// mean, which makes it the z of every 95 % interval.
  package static let twoSided95 = 1.959963984540054
}
