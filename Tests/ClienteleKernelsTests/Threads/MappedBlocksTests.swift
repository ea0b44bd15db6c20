import ClienteleKernels
import Testing

@Suite struct MappedBlocksTests {
  @Test func `every element is in its place, for any size of blocks and any number of threads`() {
    for count in [0, 1, 7, 8, 9, 1000] {
      for blockSize in [1, 3, 8, 1000, 4096] {
        for threads in [1, 2, 5] {
          let found = mapBlocks(of: count, blockSize: blockSize, threads: threads) {
            range, output in
            for place in range { output.append(place * place) }
          }
          #expect(found == (0..<count).map { $0 * $0 }, "\(count), \(blockSize), \(threads)")
        }
      }
    }
  }

  @Test func `a block that is not filled stops the program`() async {
    await #expect(processExitsWith: .failure) {
      let found = mapBlocks(of: 9, blockSize: 4, threads: 1) { range, output in
        for place in range.dropLast() { output.append(place) }
      }
      print(found)
    }
  }
}
