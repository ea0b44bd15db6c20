import ClienteleFixtures
import ClienteleKernels
import Testing

@Suite struct TextKeyTests {
  private func key(_ text: String, seed: UInt64 = 9) -> TextKey {
    TextKey(Array(text.utf8).span, seed: seed)
  }

  @Test func `short ids and numbers are exact`() {
    for text in ["", "7", "007", "C536379", "12345678", "999999999999999999"] {
      #expect(key(text).high == 0)
      #expect(key(text, seed: 1) == key(text, seed: 2))
    }
    #expect(key("202408210000000012").high == 0)
  }

  @Test func `ids that look alike stay apart`() {
    let ids = [
      "", "0", "00", "7", "07", "007", "00000007", "000000007", "12345678", "012345678", "a", "a\0",
      "1234567", "12345678x", "SO-20240001234", "SO-20240001235", "customer-0000000000001",
    ]
    #expect(Set(ids.map { key($0) }).count == ids.count)
  }

  @Test func `long ids do not collide`() {
    var generator = SeededGenerator(seed: 3)
    var ids: Set<String> = []
    while ids.count < 20_000 {
      ids.insert("order-\(generator.next() % 1_000_000)-\(generator.next() % 1_000)")
    }
    #expect(Set(ids.map { key($0) }).count == ids.count)
  }
}
