import Clientele
import Testing

@Suite struct RFMExactNumberTests {
  @Test func `a fraction is kept in lowest terms`() {
    let number = ExactNumber(-150, over: 100)
    #expect(number.numerator == -3 && number.denominator == 2)
    #expect(ExactNumber(0, over: 7).denominator == 1)
  }

  @Test(arguments: [
    ("297.4", "297.4"), ("-0.50", "-0.5"), ("3", "3"), ("1000/3", "1000/3"), ("10/4", "2.5"),
    ("-7/7", "-1"), ("0", "0"), ("000.10", "0.1"),
  ])
  func `it is written as a decimal where one says it all`(text: String, written: String) {
    #expect(ExactNumber(text)?.description == written)
    #expect(ExactNumber(written) == ExactNumber(text))
  }

  @Test(arguments: [
    "", "-", ".", "1.", ".5", "1/0", "1/-2", "1.5/2", "1/2/3", "+1", "1e3", "1 000", "１",
    "1234567890123456789012345678901",
  ])
  func `anything else is no number`(text: String) {
    #expect(ExactNumber(text) == nil)
  }

  @Test func `numbers are ordered exactly, even where products leave 128 bits`() {
    let third = ExactNumber(Int128.max / 3 - 1, over: Int128.max - 1)
    #expect(third < ExactNumber(1, over: 3))
    #expect(ExactNumber(1, over: 3) < ExactNumber(Int128.max / 3 + 1, over: Int128.max - 1))
    #expect(ExactNumber(-1, over: 3) < ExactNumber(-1, over: 4))
    #expect(!(ExactNumber(2, over: 6) < ExactNumber(1, over: 3)))
  }

  @Test func `a denominator of zero is a caller's mistake`() async {
    await #expect(processExitsWith: .failure) { _ = ExactNumber(1, over: 0) }
  }
}
