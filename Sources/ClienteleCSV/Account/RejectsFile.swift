import ClienteleKernels

/// The records that could not be used, each with its reason, as a CSV file that appears whole
/// when the reading has succeeded.
///
/// `file,record,line,reason,column,text`: the text is the record as it stands in the file, byte for
/// byte (in UTF-8 where the file's encoding is another).
final class RejectsFile: FaultSink {
  private let path: String
  private let file: ReplacingFile
  private let source: String

  init(path: String, source: String) throws(OrderFileError) {
    self.path = path
    self.source = source
    do throws(FileFailure) {
      file = try ReplacingFile(path: path)
      try file.write("file,record,line,reason,column,text\r\n")
    } catch {
      throw OrderFileError(file: source, .cannotWriteRejects(path: path, error.text))
    }
  }

  func append(_ error: OrderFileError, text: Span<UInt8>) throws(OrderFileError) {
    let place = error.place
    var line =
      quoted(error.file) + ",\(place.record ?? 0)," + (place.line.map(String.init) ?? "") + ","
    line += quoted(error.problem.description) + "," + quoted(place.column ?? "") + ",\""
    do throws(FileFailure) {
      try file.write(line)
      var bytes: [UInt8] = []
      for index in text.indices {
        if text[index] == UInt8(ascii: "\"") { bytes.append(text[index]) }
        bytes.append(text[index])
      }
      try file.write(bytes.span)
      try file.write("\"\r\n")
    } catch {
      throw failure(error)
    }
  }

  /// Gives the file its name.
  func commit() throws(OrderFileError) {
    do throws(FileFailure) { try file.commit() } catch { throw failure(error) }
  }

  private func failure(_ failure: FileFailure) -> OrderFileError {
    OrderFileError(file: source, .cannotWriteRejects(path: path, failure.text))
  }

  private func quoted(_ text: String) -> String {
    "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }
}
