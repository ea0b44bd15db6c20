import Glibc
import Synchronization

/// A file that is read, never mapped: a mapped file that somebody cuts ends the process.
package final class InputFile: Sendable {
  private let descriptor: Int32
  private let isOwned: Bool
  /// The length when it was opened, or `nil` for pipes, terminals and devices.
  package let byteCount: Int?
  /// What it was when it was opened.
  package let stamp: FileStamp

  package convenience init(path: String) throws(FileFailure) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileFailure(.open) }
    do throws(FileFailure) {
      try self.init(descriptor: descriptor, isOwned: true)
    } catch {
      close(descriptor)
      throw error
    }
  }

  /// The process's standard input.
  package static func standardInput() throws(FileFailure) -> InputFile {
    try InputFile(descriptor: 0, isOwned: false)
  }

  private init(descriptor: Int32, isOwned: Bool) throws(FileFailure) {
    var facts = stat()
    guard unsafe fstat(descriptor, &facts) == 0 else { throw FileFailure(.open) }
    let kind = facts.st_mode & S_IFMT
    guard kind != S_IFDIR else { throw FileFailure(.open, number: EISDIR) }
    self.descriptor = descriptor
    self.isOwned = isOwned
    // Regular files of size 0 may be of the kind that the system makes up while they are read.
    let isRegular = kind == S_IFREG && facts.st_size > 0 && isOwned
    byteCount = isRegular ? Int(facts.st_size) : nil
    stamp = FileStamp(facts)
    if isRegular { _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL) }
  }

  deinit { if isOwned { close(descriptor) } }

  /// The file is not what it was when it was opened. Never true of pipes.
  package var hasChanged: Bool {
    guard byteCount != nil else { return false }
    var facts = stat()
    guard unsafe fstat(descriptor, &facts) == 0 else { return true }
    return FileStamp(facts) != stamp
  }

  /// Appends the next bytes of a stream to the window.
  ///
  /// - Returns: how many; fewer than wanted only at the end of the file.
  package func read(_ wanted: Int, into window: ByteWindow) throws(FileFailure) -> Int {
    let descriptor = descriptor
    return unsafe try window.appendBytes(atMost: wanted) { (free) throws(FileFailure) in
      unsafe try InputFile.fill(free) { (rest, _) in unsafe Glibc.read(descriptor, rest.0, rest.1) }
    }
  }

  /// Appends bytes from anywhere in a regular file, several parts at a time.
  ///
  /// - Returns: how many; fewer than wanted only at the end of the file.
  package func read(
    _ wanted: Int, at offset: Int, into window: ByteWindow, threads: Int
  ) throws(FileFailure) -> Int {
    let descriptor = descriptor
    let partBytes = max(1 << 18, (wanted + threads * 4 - 1) / (threads * 4))
    let partCount = (wanted + partBytes - 1) / partBytes
    let lowestFailure = Atomic<Int>(.max)  // part, then error number
    let total = unsafe try window.appendBytes(atMost: wanted) { (free) throws(FileFailure) in
      nonisolated(unsafe) let free = unsafe free
      let done = Atomic<Int>(0)
      forEachTask(partCount, threads: threads) { part in
        let start = part * partBytes
        let slice = unsafe UnsafeMutableRawBufferPointer(
          rebasing: free[start..<min(wanted, start + partBytes)])
        do throws(FileFailure) {
          let count = unsafe try InputFile.fill(slice) { (rest, filled) in
            unsafe pread(descriptor, rest.0, rest.1, off_t(offset + start + filled))
          }
          done.wrappingAdd(count, ordering: .relaxed)
        } catch {
          lowestFailure.min(part << 32 | Int(error.number), ordering: .relaxed)
        }
      }
      return done.load(ordering: .relaxed)
    }
    let failure = lowestFailure.load(ordering: .relaxed)
    guard failure == .max else {
      throw FileFailure(.read, number: Int32(truncatingIfNeeded: failure))
    }
    return total
  }

  /// Calls `read` until the buffer is full or the file has ended.
  private static func fill(
    _ buffer: UnsafeMutableRawBufferPointer,
    _ read: (_ rest: (UnsafeMutableRawPointer, Int), _ filled: Int) -> Int
  ) throws(FileFailure) -> Int {
    guard let base = buffer.baseAddress else { return 0 }
    var filled = 0
    while filled < buffer.count {
      let count = unsafe read((base + filled, buffer.count - filled), filled)
      if count > 0 {
        filled += count
      } else if count == 0 {
        break
      } else if errno != EINTR {
        throw FileFailure(.read)
      }
    }
    return filled
  }
}
