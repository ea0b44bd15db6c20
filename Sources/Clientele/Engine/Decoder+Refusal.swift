extension Decoder {
  /// The error for a value that nobody could have made: what is wrong, in a few words.
  func refusal(_ words: String) -> DecodingError {
    .dataCorrupted(.init(codingPath: codingPath, debugDescription: words))
  }
}
