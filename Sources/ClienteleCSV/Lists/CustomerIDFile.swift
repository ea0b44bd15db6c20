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
    let text: CustomerText
    do throws(UnreadableFile) {
      text = try CustomerText(contentsOfFile: path)
    } catch {
      throw CustomerIDFileError(path: path, .unreadable(error))
    }
    try self.init(path: path, text)
  }

  /// The ids in a text that is in memory.
  ///
  /// - Parameters:
  ///   - path: What messages call it.
  ///   - bytes: The text.
  /// - Throws: ``CustomerIDFileError``.
  public init(path: String, bytes: [UInt8]) throws(CustomerIDFileError) {
    try self.init(path: path, CustomerText(bytes))
  }

  private init(path: String, _ text: CustomerText) throws(CustomerIDFileError) {
    var ids: [String] = []
    var lines: [String: Int] = [:]
    let texts = text.bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    for (index, text) in texts.enumerated() {
      let line = index + 1
      let text = text.last == 0x0D ? text.dropLast() : text
      if text.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
      guard let id = String(validating: text, as: UTF8.self), !text.contains(0) else {
        throw CustomerIDFileError(path: path, .notText(line: line))
      }
      if let first = lines.updateValue(line, forKey: id) {
        throw CustomerIDFileError(
          path: path, .repeated(id: excerpt(id), line: line, firstLine: first))
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

/// Why a list of customers cannot be used.
public struct CustomerIDFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Problem: Hashable, Sendable {
    case unreadable(UnreadableFile)
    case notText(line: Int)
    case repeated(id: String, line: Int, firstLine: Int)
  }

  /// The file.
  public let path: String
  /// What is wrong with it.
  public let problem: Problem

  init(path: String, _ problem: Problem) {
    self.path = path
    self.problem = problem
  }

  /// How a command should end.
  public var exitKind: OrderFileError.ExitKind {
    switch problem {
    case .unreadable(let file): file.exitKind
    case .notText, .repeated: .badData
    }
  }

  /// A sentence for the owner of the list.
  public var description: String {
    switch problem {
    case .unreadable(let file): "\(path): \(file)"
    case .notText(let line): "\(path), line \(line): the bytes are not UTF-8 text"
    case .repeated(let id, let line, let firstLine):
      "\(path), line \(line): \"\(id)\" stands in line \(firstLine) already; "
        + "a list names each customer once"
    }
  }
}
