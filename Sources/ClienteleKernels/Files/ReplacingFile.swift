import Glibc

/// A file written beside its place and put there whole: whoever looks sees the old file or the
/// new one, never a part.
///
/// A link stays, and the file it leads to is replaced. What is no file – a terminal, a pipe,
/// `/dev/null` – cannot be replaced and is written to as it is.
package final class ReplacingFile {
  private let path: String
  /// `nil` where nothing is replaced.
  private let temporaryPath: String?
  private var descriptor: Int32
  private var buffer: [UInt8] = []

  /// Opens a temporary file in the directory of `path`. It has the permissions of the file it
  /// replaces, and those of any new file where there is none.
  package init(path: String) throws(FileFailure) {
    var facts = stat()
    let isThere = unsafe stat(path, &facts) == 0
    let kind = facts.st_mode & S_IFMT
    let opened: (descriptor: Int32, temporaryPath: String?)
    let place = isThere ? resolved(path) : path
    if !isThere {
      opened = try openTemporary(beside: place, mode: 0o666)
    } else if kind == S_IFREG {
      guard unsafe access(path, W_OK) == 0 else { throw FileFailure(.open) }
      opened = try openTemporary(beside: place, mode: facts.st_mode & 0o777)
      // The mode that a file is opened with loses what the process denies new files.
      _ = fchmod(opened.descriptor, facts.st_mode & 0o777)
    } else {
      let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw FileFailure(.open) }
      opened = (descriptor, nil)
    }
    self.path = place
    temporaryPath = opened.temporaryPath
    descriptor = opened.descriptor
  }

  /// What was not put in its place is removed.
  deinit {
    guard descriptor >= 0 else { return }
    close(descriptor)
    if let temporaryPath {
      unsafe unlink(temporaryPath)
      TemporaryFiles.forget(temporaryPath)
    }
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
    // Pipes and terminals have no disk.
    guard fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else {
      throw FileFailure(.write)
    }
    let closed = close(descriptor)
    descriptor = -1
    guard let temporaryPath else {
      if closed != 0 { throw FileFailure(.close) }
      return
    }
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
    let opened = unsafe open(pathParts(path).directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard opened >= 0 else { return }
    fsync(opened)
    close(opened)
  }
}

/// A path to the same file that leads through no link; the path itself if that cannot be told.
private func resolved(_ path: String) -> String {
  // SAFETY: the system allocates the text, which is freed here.
  guard let real = unsafe realpath(path, nil) else { return path }
  defer { unsafe free(real) }
  return unsafe String(cString: real)
}

/// Makes a file that was not there, with the permissions that the process gives new files.
private func openTemporary(
  beside path: String, mode: mode_t
) throws(FileFailure) -> (descriptor: Int32, temporaryPath: String?) {
  for attempt in 0...100 {
    let name = "\(path).\(getpid())-\(attempt).tmp"
    do throws(FileFailure) {
      return (try TemporaryFiles.create(name, mode: mode), name)
    } catch {
      guard error.number == EEXIST else { throw error }
    }
  }
  throw FileFailure(.open, number: EEXIST)
}
