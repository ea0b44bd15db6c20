// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6), .strictMemorySafety(), .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let clientele: [Target.Dependency] = [
  .product(name: "Clientele", package: "clientele"),
  .product(name: "ClienteleFixtures", package: "clientele"),
]

let package = Package(
  name: "clientele-benchmarks",
  dependencies: [
    // Named, because a clone may lie in any folder.
    .package(name: "clientele", path: "..")
  ],
  targets: [
    // Our side of `make compare`: the works of the peers, timed as they are.
    .executableTarget(
      name: "clientele-compare", dependencies: clientele, path: "Sources/ClienteleCompare",
      swiftSettings: strict),
    // Our side of `make compare-models`: purchase models, fitted and applied.
    .executableTarget(
      name: "clientele-models", dependencies: clientele, path: "Sources/ClienteleModels",
      swiftSettings: strict),
    // One kernel at a time, for `Scripts/callgrind.sh`.
    .executableTarget(
      name: "clientele-instructions", dependencies: clientele,
      path: "Sources/ClienteleInstructions", swiftSettings: strict),
  ]
)

// The benchmark package and the command's argument parser have a version in common from 6.3 on.
#if compiler(>=6.3)
  // Without its traits, which count allocations and demand a preloaded library.
  package.dependencies.append(
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []))
  // `make bench`: one file a subject.
  package.targets.append(
    .executableTarget(
      name: "ClienteleBenchmarks",
      dependencies: clientele + [.product(name: "Benchmark", package: "benchmark")],
      path: "Subjects", swiftSettings: strict,
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]))
#endif
