/// Why a file of orders could not be used. Nothing of it was loaded.
///
/// The description is one sentence for whoever owns the data: which file, which record and line,
/// which column, what stands there, and what can be done.
public struct OrderFileError: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Problem: Hashable, Sendable {
    // The file.
    case notFound
    case notPermitted
    case notAFile
    /// The system's words.
    case cannotRead(String)
    case changedWhileReading
    case cannotWriteRejects(path: String, String)
    // The text.
    case wrongKind(FileKind)
    case invalidText(TextEncoding)
    case alreadyUTF8(TextEncoding)
    case noConverter(TextEncoding)
    // The header.
    case noHeader
    case secondByteOrderMark
    case tooManyColumns(found: Int, limit: Int)
    case missingColumns([String], found: [String])
    case duplicateColumn(String)
    case badSchema(String)
    case zone(TimeZoneFileError)
    // The records.
    case record(RecordProblem)
    // This machine.
    case overBudget(limitBytes: Int, neededBytes: Int)
    case outOfMemory(neededBytes: Int)
    /// More different customers, or values of a dimension, than can be told apart.
    case tooManyValues(limit: Int)
    // Several files.
    /// Some files name orders, and this one has no column of order ids, or the other way round.
    case orderIDsInSomeFiles
    /// The file is named twice, and what stands in it would count twice.
    case readTwice(as: String)
    /// Rejected records are to replace the file they come from.
    case rejectsReplaceInput(path: String)
  }

  /// Where in the file.
  public struct Place: Hashable, Sendable {
    /// Counted from 1, the header not counted, blank lines counted; `nil` for the header.
    public var record: Int?
    /// Counted from 1.
    public var line: Int?
    public var column: String?
    /// Counted from 0 in the file as it is; `nil` where the text had to be converted.
    public var byteOffset: Int?
    /// What stands there, escaped and shortened.
    public var text: String?

    public init(
      record: Int? = nil, line: Int? = nil, column: String? = nil, byteOffset: Int? = nil,
      text: String? = nil
    ) {
      self.record = record
      self.line = line
      self.column = column
      self.byteOffset = byteOffset
      self.text = text
    }
  }

  /// How a command should end.
  public enum ExitKind: Int32, Hashable, Sendable {
    case usage = 64
    case badData = 65
    case noInput = 66
    case cannotCreate = 73
    case inputOutput = 74
    case limit = 75
  }

  public let file: String
  public let problem: Problem
  public let place: Place
  /// What can be done about it.
  public let hint: String?

  public init(file: String, _ problem: Problem, at place: Place = Place(), hint: String? = nil) {
    self.file = file
    self.problem = problem
    self.place = place
    self.hint = hint
  }

  public var exitKind: ExitKind {
    switch problem {
    case .notFound, .notPermitted, .notAFile: .noInput
    case .cannotRead, .changedWhileReading: .inputOutput
    case .cannotWriteRejects: .cannotCreate
    case .badSchema, .noConverter, .zone, .readTwice, .rejectsReplaceInput: .usage
    case .record(.tooLong), .tooManyColumns, .overBudget, .outOfMemory, .tooManyValues: .limit
    default: .badData
    }
  }
}

extension OrderFileError: CustomStringConvertible {
  public var description: String {
    var sentence = file
    if let record = place.record {
      sentence += ", record \(record)"
      if let line = place.line { sentence += " (line \(line))" }
    } else if let line = place.line {
      sentence += ", line \(line)"
    }
    if let column = place.column { sentence += ", column \(column)" }
    sentence += ": "
    if let text = place.text { sentence += "\"\(text)\" – " }
    sentence += problem.description
    if let offset = place.byteOffset { sentence += " (byte \(offset))" }
    if let hint { sentence += "; \(hint)" }
    return sentence
  }
}

extension OrderFileError.Problem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notFound: "there is no such file"
    case .notPermitted: "reading the file is not permitted"
    case .notAFile: "this is a directory, not a file"
    case .cannotRead(let words): "the file cannot be read: \(words)"
    case .changedWhileReading: "the file was changed while it was read"
    case .cannotWriteRejects(let path, let words): "\(path) cannot be written: \(words)"
    case .wrongKind(let kind): "this is \(kind.rawValue), not CSV text"
    case .invalidText(let encoding): "the text is not \(encoding.rawValue)"
    case .alreadyUTF8(let encoding): "the text is UTF-8, not \(encoding.rawValue)"
    case .noConverter(let encoding): "this system cannot convert \(encoding.rawValue)"
    case .noHeader: "there is no header: the first record must name the columns"
    case .secondByteOrderMark: "a second byte order mark follows the first"
    case .tooManyColumns(let found, let limit):
      "the header names \(found) columns, and the limit is \(limit)"
    case .missingColumns(let missing, let found):
      "no column for \(missing.joined(separator: ", ")); the columns are "
        + found.joined(separator: ", ")
    case .duplicateColumn(let name): "two columns are named \(name)"
    case .badSchema(let sentence): sentence
    case .zone(let error): error.description
    case .record(let problem): problem.description
    case .overBudget(let limit, let needed):
      "\(needed) bytes of memory are needed, more than the \(limit) allowed"
    case .outOfMemory(let needed): "the system could not give \(needed) bytes of memory"
    case .tooManyValues(let limit):
      "there are more than \(limit) different customers or values of a column"
    case .orderIDsInSomeFiles:
      "of the files that are read together, some have a column of order ids and others not"
    case .readTwice(let path):
      "this is \(path) again, and its records would count twice"
    case .rejectsReplaceInput(let path):
      "rejected records cannot be written to \(path): it is this file, which is read"
    }
  }
}
