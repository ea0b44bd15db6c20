import Clientele
import Foundation
import Testing

@Suite struct StandardNormalTests {
  @Test func `95 % lie between the two-sided quantile's ends`() {
    #expect(abs(erf(StandardNormal.twoSided95 / 2.0.squareRoot()) - 0.95) < 1e-15)
  }
}
