import Glibc

/// Which file a path leads to, whatever links it leads through: two paths to one file are equal.
package struct FileIdentity: Hashable, Sendable {
  private let device: UInt64
  private let node: UInt64
  /// The name of a file that is not there yet; device and node are its directory's.
  private let name: String?

  init(_ facts: stat, name: String? = nil) {
    device = UInt64(truncatingIfNeeded: facts.st_dev)
    node = UInt64(truncatingIfNeeded: facts.st_ino)
    self.name = name
  }

  /// `nil` where there is neither a file nor a directory to make one in, and for what is no file:
  /// terminals, pipes, `/dev/null`.
  package init?(path: String) {
    var facts = stat()
    if unsafe stat(path, &facts) == 0 {
      guard facts.st_mode & S_IFMT == S_IFREG else { return nil }
      self.init(facts)
      return
    }
    let parts = pathParts(path)
    guard unsafe stat(parts.directory, &facts) == 0 else { return nil }
    self.init(facts, name: parts.name)
  }

  /// The file that standard input comes from; `nil` for pipes and terminals.
  package static var standardInput: FileIdentity? {
    var facts = stat()
    guard unsafe fstat(0, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
    return FileIdentity(facts)
  }
}

/// A file as it was at a moment: another stamp is another file, or another content.
package struct FileStamp: Hashable, Sendable {
  package let identity: FileIdentity
  private let size: Int
  private let seconds: Int
  private let nanoseconds: Int

  init(_ facts: stat) {
    identity = FileIdentity(facts)
    size = Int(facts.st_size)
    seconds = facts.st_mtim.tv_sec
    nanoseconds = facts.st_mtim.tv_nsec
  }
}

/// The directory that a path names, and the name in it.
func pathParts(_ path: String) -> (directory: String, name: String) {
  guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
  let directory = slash == path.startIndex ? "/" : String(path[..<slash])
  return (directory, String(path[path.utf8.index(after: slash)...]))
}
