import Glibc

/// Why the system refused a file.
package struct FileFailure: Error, Hashable, Sendable {
  package let path: String
  /// The system's error number, such as `ENOENT`.
  package let code: Int32

  package init(path: String, code: Int32) {
    self.path = path
    self.code = code
  }

  /// The system's own words.
  package var reason: String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text)
  }

  /// There is no file of that name: nothing, a directory, or a path through another file.
  package var isAbsence: Bool { code == ENOENT || code == ENOTDIR || code == EISDIR }
}

/// The whole contents of a small file.
///
/// - Throws: ``FileFailure``, with `EFBIG` when the file is longer than `limitBytes`.
package func readFile(_ path: String, limitBytes: Int) throws(FileFailure) -> [UInt8] {
  // SAFETY: the path lives through the call.
  let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw FileFailure(path: path, code: errno) }
  defer { close(descriptor) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    // SAFETY: `read` writes at most the chunk's own length.
    let count = unsafe chunk.withUnsafeMutableBytes { buffer in
      unsafe read(descriptor, buffer.baseAddress, buffer.count)
    }
    if count < 0 && errno == EINTR { continue }
    guard count >= 0 else { throw FileFailure(path: path, code: errno) }
    guard count > 0 else { return bytes }
    guard bytes.count + count <= limitBytes else { throw FileFailure(path: path, code: EFBIG) }
    bytes += chunk[..<count]
  }
}

/// A variable of the process's environment; `nil` when it is not set.
package func environmentVariable(_ name: String) -> String? {
  guard let value = unsafe getenv(name) else { return nil }
  return unsafe String(cString: value)
}
