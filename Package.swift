// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6), .strictMemorySafety(), .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"), .enableExperimentalFeature("Lifetimes"),
]

let package = Package(
  name: "clientele",
  products: [
    .library(name: "Clientele", targets: ["Clientele", "ClienteleCSV", "ClienteleReport"]),
    .library(name: "ClienteleFixtures", targets: ["ClienteleFixtures"]),
    .executable(name: "clientele", targets: ["ClienteleCLI"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
  ],
  targets: [
    // The system's BLAS. Nothing but its header and link flags.
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    // Stores past the caches, for which Swift has no word. Nothing but a header.
    .systemLibrary(name: "CStreaming"),
    // All pointers, all threads, all BLAS. Knows numbers and buffers, no customers, no days.
    .target(
      name: "ClienteleKernels", dependencies: ["COpenBLAS", "CStreaming"], swiftSettings: strict),
    // The engine: orders, time, analyses. No Foundation, no input or output, no clock.
    .target(name: "Clientele", dependencies: ["ClienteleKernels"], swiftSettings: strict),
    // Order files in and out: dialects, encodings, presets, rejects, time-zone files.
    .target(
      name: "ClienteleCSV", dependencies: ["Clientele", "ClienteleKernels"], swiftSettings: strict),
    // One shop's figures in one value, and its pages.
    .target(name: "ClienteleReport", dependencies: ["Clientele"], swiftSettings: strict),
    // Shops to try and test with: the bundled one, and a simulator.
    .target(
      name: "ClienteleFixtures", dependencies: ["Clientele", "ClienteleCSV"],
      resources: [.copy("Shop")], swiftSettings: strict),
    // Arguments in, text out, exit codes.
    .executableTarget(
      name: "ClienteleCLI",
      dependencies: [
        "Clientele", "ClienteleKernels", "ClienteleCSV", "ClienteleReport", "ClienteleFixtures",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: strict),
    .testTarget(
      name: "ClienteleKernelsTests", dependencies: ["ClienteleKernels", "ClienteleFixtures"],
      swiftSettings: strict),
    .testTarget(
      name: "ClienteleTests",
      dependencies: ["Clientele", "ClienteleKernels", "ClienteleFixtures"],
      swiftSettings: strict),
    .testTarget(
      name: "ClienteleCSVTests",
      dependencies: ["ClienteleCSV", "Clientele", "ClienteleKernels", "ClienteleFixtures"],
      swiftSettings: strict),
    .testTarget(
      name: "ClienteleReportTests",
      dependencies: ["ClienteleReport", "Clientele", "ClienteleFixtures"],
      swiftSettings: strict),
    .testTarget(
      name: "ClienteleCLITests",
      dependencies: ["ClienteleCLI", "ClienteleCSV", "ClienteleFixtures"], swiftSettings: strict),
  ]
)
