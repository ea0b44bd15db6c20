import ClienteleKernels
import FoundationEssentials

/// A value in a JSON file that an option names. The file is read once: it may be a pipe.
func storedValue<Value: Decodable>(
  _ type: Value.Type, in path: String, for option: String
) throws -> Value {
  let bytes: [UInt8]
  do throws(FileFailure) {
    bytes = try readFile(path, limitBytes: 1 << 20)
  } catch {
    throw CommandFailure(.usage, "\(option): \(path) is no known name and no file: \(error.text)")
  }
  do {
    return try JSONDecoder().decode(type, from: Data(bytes))
  } catch let error as DecodingError {
    throw CommandFailure(.usage, "\(option): \(path): \(error.sentence)")
  }
}

extension DecodingError {
  /// What is wrong, and where: `rules.2.segment is missing`.
  fileprivate var sentence: String {
    switch self {
    case .keyNotFound(let key, let context): "\((context.codingPath + [key]).words) is missing"
    case .typeMismatch(let type, let context):
      "\(context.codingPath.words) is not of the kind \(type)"
    case .valueNotFound(_, let context): "\(context.codingPath.words) is null"
    case .dataCorrupted(let context):
      context.codingPath.isEmpty
        ? context.debugDescription : "\(context.codingPath.words): \(context.debugDescription)"
    @unknown default: "it is not what it should be"
    }
  }
}

extension [any CodingKey] {
  fileprivate var words: String {
    isEmpty
      ? "the file" : map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
  }
}
