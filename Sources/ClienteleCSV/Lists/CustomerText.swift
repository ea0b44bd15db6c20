import ClienteleKernels

/// Why a file of customers cannot be read at all.
public enum UnreadableFile: Error, Hashable, Sendable {
  case notFound
  case notAFile
  /// The system's words.
  case failed(String)

  init(_ failure: FileFailure) {
    self = failure.isNotFound ? .notFound : failure.isDirectory ? .notAFile : .failed(failure.text)
  }

  /// How a command should end.
  public var exitKind: OrderFileError.ExitKind {
    switch self {
    case .notFound, .notAFile: .noInput
    case .failed: .inputOutput
    }
  }
}

extension UnreadableFile: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notFound: "there is no such file"
    case .notAFile: "this is a directory, not a file"
    case .failed(let words): "the file cannot be read: \(words)"
    }
  }
}

/// What a file of customers says, in UTF-8: a list of them, or figures of theirs.
struct CustomerText {
  /// Without a byte order mark, which is no part of the first id or name.
  let bytes: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) {
    self.bytes = bytes.dropFirst(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
  }

  init(contentsOfFile path: String) throws(UnreadableFile) {
    do throws(FileFailure) {
      self.init(try readFile(path, limitBytes: 1 << 30))
    } catch {
      throw UnreadableFile(error)
    }
  }
}
