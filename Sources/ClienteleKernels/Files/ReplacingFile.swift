import Glibc

/// A file written beside its place and put there whole: whoever looks sees the old file or the
/// new one, never a part.
package final class ReplacingFile {
  private let path: String
  private let temporaryPath: String
  private var descriptor: Int32
  private var buffer: [UInt8] = []

  /// Opens a temporary file in the directory of `path`, readable by its owner only.
  package init(path: String) throws(FileFailure) {
    self.path = path
    var attempt = 0
    while true {
      let name = "\(path).\(getpid())-\(attempt).tmp"
      do throws(FileFailure) {
        descriptor = try TemporaryFiles.create(name)
        temporaryPath = name
        return
      } catch {
        guard error.number == EEXIST, attempt < 100 else { throw error }
        attempt += 1
      }
    }
  }

  /// What was not put in its place is removed.
  deinit {
    guard descriptor >= 0 else { return }
    close(descriptor)
    unsafe unlink(temporaryPath)
    TemporaryFiles.forget(temporaryPath)
  }

  package func write(_ bytes: Span<UInt8>) throws(FileFailure) {
    unsafe bytes.withUnsafeBufferPointer { unsafe buffer.append(contentsOf: $0) }
    if buffer.count >= 1 << 16 { try flush() }
  }

  package func write(_ text: String) throws(FileFailure) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= 1 << 16 { try flush() }
  }

  private func flush() throws(FileFailure) {
    try writeAll(buffer, to: descriptor)
    buffer.removeAll(keepingCapacity: true)
  }

  /// Writes everything through to the disk, then gives the file its name.
  package func commit() throws(FileFailure) {
    try flush()
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw FileFailure(.write) }
    let closed = close(descriptor)
    descriptor = -1
    defer { TemporaryFiles.forget(temporaryPath) }
    guard closed == 0, unsafe rename(temporaryPath, path) == 0 else {
      let failure = FileFailure(closed == 0 ? .rename : .close)
      unsafe unlink(temporaryPath)
      throw failure
    }
    syncDirectory()
  }

  /// The new name is on disk only when the directory is.
  private func syncDirectory() {
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let directory = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let opened = unsafe open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard opened >= 0 else { return }
    fsync(opened)
    close(opened)
  }
}
