import FoundationEssentials

/// What Linux tells about this process' memory; 0 elsewhere.
enum ProcessMemory {
  static var residentBytes: Int { bytes("VmRSS:") }
  static var peakBytes: Int { bytes("VmHWM:") }

  /// From now on the peak is that of what follows.
  static func forgetPeak() {
    try? Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))
  }

  private static func bytes(_ field: String) -> Int {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix(field) }),
      let kibibytes = line.split(whereSeparator: { !$0.isNumber }).first
    else { return 0 }
    return Int(kibibytes)! * 1024
  }
}
