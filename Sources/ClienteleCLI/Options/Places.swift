import ArgumentParser
import ClienteleCSV
import ClienteleKernels

/// The files that a command reads, and those it writes beside its answer.
protocol InputPlaces {
  /// `-` for standard input.
  var inputPaths: [String] { get }
  var rejectsPath: String? { get }
}

/// Where a command's answer goes.
protocol OutputPlace {
  /// `nil` or `-` for standard output.
  var outputPath: String? { get }
}

extension ShopOptions: InputPlaces {
  var inputPaths: [String] { OrderSchema(preset: schema) == nil ? files + [schema] : files }
  var rejectsPath: String? { rejects }
}

/// What a command reads that reads no orders.
struct NoInput: InputPlaces {
  var inputPaths: [String] { [] }
  var rejectsPath: String? { nil }
}

extension OutputOptions: OutputPlace {
  var outputPath: String? { output }
}

extension String?: OutputPlace {
  var outputPath: String? { self }
}

extension ShopCommand {
  var shop: NoInput { NoInput() }

  /// Refuses an answer that would replace what it is made from, whatever links lead there.
  func checkPlaces() throws {
    guard let path = output.outputPath, path != "-", let place = FileIdentity(path: path) else {
      return
    }
    for input in shop.inputPaths {
      let identity = input == "-" ? FileIdentity.standardInput : FileIdentity(path: input)
      guard identity == place else { continue }
      let name = input == "-" ? "standard input" : input
      throw CommandFailure(
        .usage, "--output: \(path) is one of the files that are read (\(name)), and would be lost")
    }
    if let rejects = shop.rejectsPath, FileIdentity(path: rejects) == place {
      throw CommandFailure(.usage, "--output and --rejects name one file: \(path)")
    }
  }
}
