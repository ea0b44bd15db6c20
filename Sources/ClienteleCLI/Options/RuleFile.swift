import Clientele
import ClienteleKernels
import FoundationEssentials

/// A value in JSON that an option names: the text itself, or a file, which is read once.
///
/// - Parameter names: What the option knows besides, to be told when there is no such file.
func ruleFile<Value: Decodable>(
  _ type: Value.Type, in text: String, for option: String, besides names: [String] = []
) throws -> Value {
  if text.isJSON { return try decoded(type, from: Data(text.utf8), option) }
  let fault =
    names.isEmpty
    ? "cannot be read"
    : "is no known name (\(wordHint(text, among: names, called: "names"))) and no file"
  return try decoded(type, from: bytes(at: text, option, fault), "\(option): \(text)")
}

/// A value in a JSON file.
func jsonFile<Value: Decodable>(
  _ type: Value.Type, at path: String, for option: String
) throws -> Value {
  try decoded(type, from: bytes(at: path, option, "cannot be read"), "\(option): \(path)")
}

extension String {
  /// Whether the text is itself an object or a list of JSON, and no name of a file.
  var isJSON: Bool {
    let first = first { !$0.isWhitespace }
    return first == "{" || first == "["
  }
}

private func bytes(at path: String, _ option: String, _ words: String) throws -> Data {
  do throws(FileFailure) {
    return Data(try readFile(path, limitBytes: 1 << 20))
  } catch {
    throw CommandFailure(.usage, "\(option): \(path) \(words): \(error.text)")
  }
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
