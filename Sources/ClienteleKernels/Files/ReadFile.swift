import Glibc

/// The whole contents of a small file.
///
/// - Throws: ``FileFailure``, with `EFBIG` when the file is longer than `limitBytes`.
package func readFile(_ path: String, limitBytes: Int) throws(FileFailure) -> [UInt8] {
  // SAFETY: the path lives through the call.
  let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw FileFailure(.open) }
  defer { close(descriptor) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    // SAFETY: `read` writes at most the chunk's own length.
    let count = unsafe chunk.withUnsafeMutableBytes { buffer in
      unsafe read(descriptor, buffer.baseAddress, buffer.count)
    }
    if count < 0 && errno == EINTR { continue }
    guard count >= 0 else { throw FileFailure(.read) }
    guard count > 0 else { return bytes }
    guard bytes.count + count <= limitBytes else { throw FileFailure(.read, number: EFBIG) }
    bytes += chunk[..<count]
  }
}

/// A variable of the process's environment; `nil` when it is not set.
package func environmentVariable(_ name: String) -> String? {
  guard let value = unsafe getenv(name) else { return nil }
  return unsafe String(cString: value)
}
