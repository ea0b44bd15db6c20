import ClienteleKernels

/// A list of customers: a text file in UTF-8 with one id a line.
///
/// Ids are taken byte for byte, as they stand in the order files. Blank lines are passed over; line
/// ends are LF or CRLF. An id that stands there twice is an error: someone would be asked twice, or
/// another id was meant.
///
/// ```swift
/// let file = try CustomerIDFile(path: "targets.txt", bytes: Array("u0001\nu0002\n".utf8))
/// file.ids                  // ["u0001", "u0002"]
/// file.line(of: "u0002")    // 2
/// ```
public struct CustomerIDFile: Sendable {
  /// Where it was read, for messages.
  public let path: String
  /// In the order of the lines.
  public let ids: [String]
  private let lines: [String: Int]

  /// The ids in a file.
  ///
  /// - Throws: ``CustomerIDFileError``.
  /// - Complexity: O(bytes).
  public init(contentsOfFile path: String) throws(CustomerIDFileError) {
    let bytes: [UInt8]
    do throws(FileFailure) {
      bytes = try readFile(path, limitBytes: 1 << 30)
    } catch {
      throw CustomerIDFileError(
        path: path,
        error.isNotFound ? .notFound : error.isDirectory ? .notAFile : .cannotRead(error.text))
    }
    try self.init(path: path, bytes: bytes)
  }

  /// The ids in a text that is in memory.
  ///
  /// - Parameters:
  ///   - path: What messages call it.
  ///   - bytes: The text.
  /// - Throws: ``CustomerIDFileError``.
  public init(path: String, bytes: [UInt8]) throws(CustomerIDFileError) {
    var ids: [String] = []
    var lines: [String: Int] = [:]
    // A byte order mark is no part of the first id.
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let texts = bytes[start...].split(separator: 0x0A, omittingEmptySubsequences: false)
    for (index, text) in texts.enumerated() {
      let line = index + 1
      let text = text.last == 0x0D ? text.dropLast() : text
      if text.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
      guard let id = String(validating: text, as: UTF8.self), !text.contains(0) else {
        throw CustomerIDFileError(path: path, .notText(line: line))
      }
      if let first = lines.updateValue(line, forKey: id) {
        throw CustomerIDFileError(
          path: path, .repeated(id: shownID(id), line: line, firstLine: first))
      }
      ids.append(id)
    }
    self.path = path
    self.ids = ids
    self.lines = lines
  }

  /// The line of an id, counted from 1, or `nil`.
  public func line(of id: String) -> Int? { lines[id] }
}

/// An id so that it can be shown: no control characters, and not too long.
private func shownID(_ id: String) -> String {
  let bytes = Array(id.utf8)
  return excerpt(bytes.span)
}

/// Why a list of customers cannot be used.
public struct CustomerIDFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Problem: Hashable, Sendable {
    case notFound
    case notAFile
    /// The system's words.
    case cannotRead(String)
    case notText(line: Int)
    case repeated(id: String, line: Int, firstLine: Int)
  }

  public let path: String
  public let problem: Problem

  init(path: String, _ problem: Problem) {
    self.path = path
    self.problem = problem
  }

  /// How a command should end.
  public var exitKind: OrderFileError.ExitKind {
    switch problem {
    case .notFound, .notAFile: .noInput
    case .cannotRead: .inputOutput
    case .notText, .repeated: .badData
    }
  }

  /// A sentence for the owner of the list.
  public var description: String {
    switch problem {
    case .notFound: "\(path): there is no such file"
    case .notAFile: "\(path): this is a directory, not a file"
    case .cannotRead(let words): "\(path): the file cannot be read: \(words)"
    case .notText(let line): "\(path), line \(line): the bytes are not UTF-8 text"
    case .repeated(let id, let line, let firstLine):
      "\(path), line \(line): \"\(id)\" stands in line \(firstLine) already; "
        + "a list names each customer once"
    }
  }
}
