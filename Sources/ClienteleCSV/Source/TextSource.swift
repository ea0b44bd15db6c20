import ClienteleKernels

/// A file as a stream of UTF-8, whatever its encoding is.
final class TextSource {
  enum Input {
    case file(InputFile)
    case bytes([UInt8])
  }

  /// The file's name for messages.
  let name: String
  private let input: Input
  private let threads: Int
  /// Read before anything else, to see what the file is.
  private var start: [UInt8]
  private var position = 0
  private let converter: TextConverter?
  private let rawBytes: ByteWindow
  private var sentinel: UTF8Sentinel?
  /// The encoding that was declared or found.
  let encoding: TextEncoding
  /// The byte order mark's length.
  let markLength: Int
  private(set) var isAtEnd = false
  /// What stands behind the text that could be converted. Whoever wants more of it learns this.
  private var fault: OrderFileError?

  /// How much is read to see what a file is.
  static let startLength = 4096

  init(
    _ input: Input, name: String, encoding: TextEncoding, trustsEncoding: Bool, threads: Int,
    on budget: MemoryBudget
  ) throws(OrderFileError) {
    self.input = input
    self.name = name
    self.threads = threads
    do throws(MemoryFailure) {
      rawBytes = try ByteWindow(capacity: Self.startLength, on: budget)
    } catch {
      throw OrderFileError(file: name, error)
    }
    start = try Self.readStart(input, through: rawBytes, name: name)
    if let kind = FileKind(start) { throw OrderFileError(file: name, .wrongKind(kind)) }
    let found = EncodingMark(start)
    var encoding = found?.encoding ?? encoding
    markLength = found?.length ?? 0
    if encoding == .utf16, found == nil {
      throw OrderFileError(
        file: name, .invalidText(.utf16), hint: "UTF-16 needs a byte order mark")
    }
    if encoding == .utf8OrGB18030 {
      var sentinel = UTF8Sentinel()
      sentinel.take(start.span)
      encoding = sentinel.isValid ? .utf8 : .gb18030
    } else if found == nil, encoding.converterName != nil, !trustsEncoding {
      sentinel = UTF8Sentinel()
    }
    self.encoding = encoding
    let converterName = found?.converterName ?? encoding.converterName
    converter = converterName.flatMap(TextConverter.init(from:))
    if converterName != nil, converter == nil {
      throw OrderFileError(file: name, .noConverter(encoding))
    }
    position = markLength
    try refuseUTF8(start)
  }

  private static func readStart(
    _ input: Input, through window: ByteWindow, name: String
  ) throws(OrderFileError) -> [UInt8] {
    switch input {
    case .bytes(let bytes): return Array(bytes.prefix(startLength))
    case .file(let file):
      do throws(FileFailure) {
        _ = try file.read(startLength, into: window)
      } catch {
        throw OrderFileError(file: name, error)
      }
      var bytes: [UInt8] = []
      let span = window.span
      for index in span.indices { bytes.append(span[index]) }
      window.removeFirst(window.count)
      return bytes
    }
  }

  private func refuseUTF8(_ bytes: [UInt8]) throws(OrderFileError) {
    var early = sentinel
    early?.take(bytes.span)
    if early?.hasSeenUTF8 == true { throw alreadyUTF8 }
  }

  private var alreadyUTF8: OrderFileError {
    OrderFileError(
      file: name, .alreadyUTF8(encoding),
      hint: "use --encoding utf-8, or insist on \(encoding.rawValue) by trusting the encoding")
  }

  /// Appends the UTF-8 of about `wanted` more bytes of the file to the window.
  func read(_ wanted: Int, into window: ByteWindow) throws(OrderFileError) {
    if let fault { throw fault }
    guard let converter else {
      do throws(MemoryFailure) { try window.makeRoom(for: wanted) } catch {
        throw OrderFileError(file: name, error)
      }
      return try readRaw(wanted, into: window)
    }
    do throws(MemoryFailure) { try rawBytes.makeRoom(for: wanted) } catch {
      throw OrderFileError(file: name, error)
    }
    try readRaw(wanted, into: rawBytes)
    let rawBytes = rawBytes
    let raw = rawBytes.span
    let convertedBefore = converter.convertedByteCount
    let consumed: Int
    do throws(TextConverter.Failure) {
      consumed = try converter.convert(raw, appendingTo: window)
      sentinel?.take(raw.extracting(0..<consumed))
    } catch {
      switch error {
      case .invalid(let offset):
        // What follows the fault is not asked: how much of it is here is chance.
        sentinel?.take(raw.extracting(0..<offset - convertedBefore))
        return stop(invalid(at: offset))
      case .memory(let failure): throw OrderFileError(file: name, failure)
      }
    }
    rawBytes.removeFirst(consumed)
    guard isAtEnd else { return }
    if rawBytes.count > 0 { return stop(invalid(at: converter.convertedByteCount)) }
    if sentinel?.hasSeenUTF8 == true { stop(alreadyUTF8) }
  }

  /// Lets the records before the fault be read first: what is wrong with them comes first, however
  /// the file is cut.
  private func stop(_ fault: OrderFileError) {
    self.fault = fault
    isAtEnd = false
  }

  private func invalid(at offset: Int) -> OrderFileError {
    if sentinel?.hasSeenUTF8 == true { return alreadyUTF8 }
    return OrderFileError(
      file: name, .invalidText(encoding),
      at: .init(byteOffset: offset + markLength))
  }

  private func readRaw(_ wanted: Int, into window: ByteWindow) throws(OrderFileError) {
    let end: Int
    if case .bytes(let bytes) = input { end = bytes.count } else { end = start.count }
    var count = 0
    if position < end {
      count = min(wanted, end - position)
      do throws(MemoryFailure) {
        if case .bytes(let bytes) = input {
          try window.append(contentsOf: bytes.span.extracting(position..<position + count))
        } else {
          try window.append(contentsOf: start.span.extracting(position..<position + count))
        }
      } catch {
        throw OrderFileError(file: name, error)
      }
    }
    position += count
    guard count < wanted else { return }
    guard case .file(let file) = input else { return isAtEnd = true }
    let read: Int
    do throws(FileFailure) {
      if file.byteCount != nil {
        read = try file.read(wanted - count, at: position, into: window, threads: threads)
      } else {
        read = try file.read(wanted - count, into: window)
      }
    } catch {
      throw OrderFileError(file: name, error)
    }
    position += read
    guard read < wanted - count else { return }
    isAtEnd = true
    if file.hasChanged { throw OrderFileError(file: name, .changedWhileReading) }
  }
}

/// A byte order mark.
struct EncodingMark {
  let encoding: TextEncoding
  let length: Int
  /// The name that the system's converter knows; `nil` when there is nothing to convert.
  let converterName: String?

  init?(_ start: [UInt8]) {
    if start.starts(with: [0xEF, 0xBB, 0xBF]) {
      (encoding, length, converterName) = (.utf8, 3, nil)
    } else if start.starts(with: [0xFF, 0xFE]) {
      (encoding, length, converterName) = (.utf16, 2, "UTF-16LE")
    } else if start.starts(with: [0xFE, 0xFF]) {
      (encoding, length, converterName) = (.utf16, 2, "UTF-16BE")
    } else {
      return nil
    }
  }
}

extension OrderFileError {
  init(file: String, _ failure: MemoryFailure) {
    switch failure {
    case .overBudget(let limit, let needed):
      self.init(file: file, Problem.overBudget(limitBytes: limit, neededBytes: needed))
    case .exhausted(let needed): self.init(file: file, Problem.outOfMemory(neededBytes: needed))
    case .tooManyTexts(let limit): self.init(file: file, Problem.tooManyValues(limit: limit))
    }
  }

  init(file: String, _ failure: FileFailure) {
    if failure.isNotFound {
      self.init(file: file, Problem.notFound)
    } else if failure.isNotPermitted {
      self.init(file: file, Problem.notPermitted)
    } else if failure.isDirectory {
      self.init(file: file, Problem.notAFile)
    } else {
      self.init(file: file, Problem.cannotRead(failure.text))
    }
  }
}
