import ArgumentParser
import Clientele
import ClienteleCSV

/// A failure with the exit code that scripts look at.
struct CommandFailure: Error {
  /// The codes of `sysexits.h`.
  enum Kind: Int32 {
    case usage = 64
    case badData = 65
    case noInput = 66
    case cannotCreate = 73
    case inputOutput = 74
    case limit = 75
  }

  let kind: Kind
  let message: String

  init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  init(_ error: any Error) {
    switch error {
    case let failure as CommandFailure: self = failure
    case let error as OrderFileError:
      self.init(Kind(rawValue: error.exitKind.rawValue) ?? .badData, error.description)
    case let error as TextOutputError:
      if case .cannotCreate = error {
        self.init(.cannotCreate, error.description)
      } else {
        self.init(.inputOutput, error.description)
      }
    default: self.init(.badData, "\(error)")
    }
  }
}

/// A command whose failures end in one sentence on standard error and the right exit code.
protocol ShopCommand: ParsableCommand {
  associatedtype Input: InputPlaces
  associatedtype Output: OutputPlace

  /// What it reads; nothing if not said.
  var shop: Input { get }
  var output: Output { get }

  func answer() throws
}

extension ShopCommand {
  func run() throws {
    do {
      try checkPlaces()
      try answer()
    } catch let error as ValidationError {
      throw error
    } catch {
      let failure = CommandFailure(error)
      printError("clientele: \(failure.message.escapedForTerminal)")
      throw ExitCode(failure.kind.rawValue)
    }
  }
}
