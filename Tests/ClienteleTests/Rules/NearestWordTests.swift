import Clientele
import Testing

@Suite struct NearestWordTests {
  @Test func `a word that begins alike, or that few letters make, is the nearest`() {
    let words = ["atLeast", "atMost", "within"]
    #expect(nearestWord(to: "at", among: words) == "atLeast")
    #expect(nearestWord(to: "atleast", among: words) == "atLeast")
    #expect(nearestWord(to: "witin", among: words) == "within")
    #expect(nearestWord(to: "spend", among: words + ["netSpend"]) == "netSpend")
    #expect(nearestWord(to: "colour", among: words) == nil)
    #expect(nearestWord(to: "", among: words) == nil)
    #expect(nearestWord(to: "x", among: []) == nil)
  }

  @Test func `a hint names the nearest word, or all words`() {
    let keys = ["atMost", "is"]
    #expect(wordHint("atmost", among: keys, called: "keys") == "did you mean atMost?")
    #expect(wordHint("colour", among: keys, called: "keys") == "the keys are atMost, is")
    #expect(wordHint("colour", among: [], called: "dimensions") == "there are no dimensions")
  }

  @Test func `distance counts letters, not their case`() {
    #expect(editDistance("kitten", "sitting") == 3)
    #expect(editDistance("Tier", "tier") == 0)
    #expect(editDistance("", "abc") == 3)
  }
}
