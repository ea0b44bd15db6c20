import Clientele
import ClienteleKernels
import FoundationEssentials

/// A value in JSON that an option names: the text itself, or a file, which is read once.
func ruleFile<Value: Decodable>(
  _ type: Value.Type, in text: String, for option: String
) throws -> Value {
  let first = text.first { !$0.isWhitespace }
  if first == "{" || first == "[" { return try decoded(type, from: Data(text.utf8), option) }
  let bytes: [UInt8]
  do throws(FileFailure) {
    bytes = try readFile(text, limitBytes: 1 << 20)
  } catch {
    throw CommandFailure(.usage, "\(option): \(text) is no known name and no file: \(error.text)")
  }
  return try decoded(type, from: Data(bytes), "\(option): \(text)")
}

private func decoded<Value: Decodable>(
  _ type: Value.Type, from data: Data, _ place: String
) throws -> Value {
  do {
    return try JSONDecoder().decode(type, from: data)
  } catch let error as DecodingError {
    throw CommandFailure(.usage, "\(place): \(error.faultDescription)")
  }
}
