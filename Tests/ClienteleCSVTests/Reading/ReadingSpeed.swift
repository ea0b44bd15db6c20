import ClienteleCSV
import ClienteleKernels
import Glibc
import Testing

/// Not a test but a measurement: `CLIENTELE_SPEED=file swift test -c release --filter Speed`.
@Test(.enabled(if: environmentVariable("CLIENTELE_SPEED") != nil))
func readingSpeedOfAFile() throws {
  let path = try #require(environmentVariable("CLIENTELE_SPEED"))
  for threads in [1, 2] {
    for _ in 0..<2 {
      var reader = OrderReader(.plain)
      reader.pace.threads = threads
      let clock = ContinuousClock()
      let start = clock.now
      let processorStart = Glibc.clock()
      let records = try reader.read(path: path)
      print(
        threads, "threads", start.duration(to: clock.now),
        Double(Glibc.clock() - processorStart) / 1e6, "processor seconds",
        records.account.loaded.records,
        "records, peak", records.budget.peakBytes >> 20, "MiB")
    }
  }
}
