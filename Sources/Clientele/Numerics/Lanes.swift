import Glibc

extension Lanes {
  /// ln of each lane.
  var logarithm: Lanes {
    var result = self
    for lane in indices { result[lane] = log(self[lane]) }
    return result
  }

  /// ln(1 + each lane).
  var logOfOneMore: Lanes {
    var result = self
    for lane in indices { result[lane] = log1p(self[lane]) }
    return result
  }

  /// ln(e^self + e^other), and what share of that sum `other` has.
  func logOfSum(with other: Lanes) -> (sum: Lanes, share: Lanes) {
    let difference = other - self
    var (sum, share) = (self, self)
    for lane in indices {
      let small = exp(-difference[lane].magnitude)
      let isLarger = difference[lane] > 0
      sum[lane] = (isLarger ? other[lane] : self[lane]) + log1p(small)
      share[lane] = (isLarger ? 1 : small) / (1 + small)
    }
    return (sum, share)
  }
}
