import Benchmark

/// All subjects, each in a file of its own. `make bench ONLY=lifecycle.*` times some of them.
let benchmarks: @Sendable () -> Void = {
  unsafe Benchmark.defaultConfiguration = .init(
    // Wall clock, because parallel work is what is promised; memory, because it is, too.
    metrics: [.wallClock, .cpuTotal, .peakMemoryResident], warmupIterations: 2,
    maxDuration: .seconds(3), maxIterations: 100)
  clustering()
  lifecycle()
  retention()
  cohorts()
  activity()
  rfm()
  learning()
  files()
  textIds()
}
