import ClienteleKernels

/// Where text goes: a file that is put in its place whole, or standard output.
///
/// ```swift
/// let output = try TextOutput(path: "stages.csv")
/// try output.write("customer_id,stage\r\n")
/// try output.finish()
/// ```
public final class TextOutput {
  private enum Target {
    case file(ReplacingFile)
    case standardOutput(StandardStream)
  }

  private let target: Target
  private let name: String

  /// - Parameter path: A file, which is replaced when everything is written; `nil` or `-` for
  ///   standard output.
  /// - Throws: ``TextOutputError`` when no file can be made there.
  public init(path: String?) throws(TextOutputError) {
    guard let path, path != "-" else {
      target = .standardOutput(.output())
      name = "standard output"
      return
    }
    name = path
    do throws(FileFailure) {
      target = .file(try ReplacingFile(path: path))
    } catch {
      throw .cannotCreate(path: path, error.text)
    }
  }

  /// Adds a text; it may be kept back until ``finish()``.
  public func write(_ text: String) throws(TextOutputError) {
    do throws(FileFailure) {
      switch target {
      case .file(let file): try file.write(text)
      case .standardOutput(let stream): try stream.write(text)
      }
    } catch {
      throw .cannotWrite(path: name, error.text)
    }
  }

  /// Writes bytes of UTF-8.
  public func write(_ bytes: [UInt8]) throws(TextOutputError) {
    do throws(FileFailure) {
      switch target {
      case .file(let file): try file.write(bytes.span)
      case .standardOutput(let stream): try stream.write(bytes.span)
      }
    } catch {
      throw .cannotWrite(path: name, error.text)
    }
  }

  /// Writes what is left. Without it a file is not put in its place.
  public func finish() throws(TextOutputError) {
    do throws(FileFailure) {
      switch target {
      case .file(let file): try file.commit()
      case .standardOutput(let stream): try stream.flush()
      }
    } catch {
      throw .cannotWrite(path: name, error.text)
    }
  }
}

/// Why text could not be written.
public enum TextOutputError: Error, Hashable, Sendable, CustomStringConvertible {
  case cannotCreate(path: String, String)
  case cannotWrite(path: String, String)

  public var description: String {
    switch self {
    case .cannotCreate(let path, let words): "\(path) cannot be created: \(words)"
    case .cannotWrite(let path, let words): "\(path) cannot be written: \(words)"
    }
  }
}
