import ClienteleKernels

/// The place of the first byte that is not UTF-8, or `nil`.
func utf8Fault(in bytes: Span<UInt8>) -> Int? {
  do throws(UTF8.ValidationError) {
    _ = try UTF8Span(validating: bytes)
    return nil
  } catch {
    return error.byteOffsets.lowerBound
  }
}

/// Which encoding bytes that are not UTF-8 may have.
func encodingHint(for bytes: Span<UInt8>) -> String? {
  let looksLikeGB18030 = isText(bytes, encoding: .gb18030)
  return looksLikeGB18030
    ? "it looks like GB18030: use --encoding gb18030"
    : "if the text is Western European, use --encoding windows-1252"
}

private func isText(_ bytes: Span<UInt8>, encoding: TextEncoding) -> Bool {
  guard let name = encoding.converterName, let converter = TextConverter(from: name),
    let window = try? ByteWindow(capacity: 64, on: MemoryBudget()),
    let consumed = try? converter.convert(bytes, appendingTo: window)
  else { return false }
  return consumed == bytes.count
}
