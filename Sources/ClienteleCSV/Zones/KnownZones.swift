import ClienteleKernels

/// The zones that a database lists, for those whose name was not found.
struct KnownZones {
  private(set) var names: [String] = []
  /// The zone that an old or second name stands for.
  private(set) var targets: [String: String] = [:]
  /// What the table for choosing a zone says about some of them, as in `beijing time`.
  private var comments: [(name: String, text: String)] = []

  /// Reads `tzdata.zi`, and `zone1970.tab` or `zone.tab`, as far as they are there.
  init(directory: String) {
    for line in KnownZones.lines(of: "\(directory)/tzdata.zi") {
      let words = line.split(separator: " ")
      if words.count == 3, words[0] == "L" {
        names.append(String(words[2]))
        targets[String(words[2])] = String(words[1])
      } else if words.count > 2, words[0] == "Z" {
        names.append(String(words[1]))
      }
    }
    for table in ["zone1970.tab", "zone.tab"] where comments.isEmpty {
      for line in KnownZones.lines(of: "\(directory)/\(table)") where line.first != "#" {
        let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
        guard columns.count >= 3 else { continue }
        comments.append((String(columns[2]), columns.count > 3 ? columns[3].lowercased() : ""))
      }
    }
    if names.isEmpty { names = comments.map(\.name) }
  }

  private static func lines(of path: String) -> [Substring] {
    guard let bytes = try? readFile(path, limitBytes: 1 << 22) else { return [] }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
  }

  /// Up to three names that someone who wrote `name` may have meant, the likeliest first: zones
  /// whose comment speaks of its last part, then names that few letters tell from it.
  func names(near name: String) -> [String] {
    let wanted = Spelling(name)
    let words = wanted.city.split(separator: "_")
    var ranked = comments.filter { row in
      row.text.split { !$0.isLetter }.contains(words)
    }.map { (name: $0.name, distance: 0) }
    for candidate in names where !ranked.contains(where: { $0.name == candidate }) {
      // Etc/GMT+8 is eight hours behind UTC: nobody who wrote GMT+8 means it.
      if candidate.contains("GMT+") || candidate.contains("GMT-") { continue }
      let spelling = Spelling(candidate)
      // A right city on a wrong continent counts as one slip more.
      let distance = min(
        editDistance(wanted.full, spelling.full), editDistance(wanted.city, spelling.city) + 1)
      if distance <= max(1, wanted.city.utf8.count / 3) { ranked.append((candidate, distance)) }
    }
    return ranked.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
  }
}

/// A zone's name without regard to case: all of it, and the part after the last slash.
private struct Spelling {
  let full: String
  let city: Substring

  init(_ name: String) {
    full = name.lowercased()
    city = full.split(separator: "/").last ?? ""
  }
}

/// The least number of letters to insert, remove or replace (Levenshtein, 1965).
private func editDistance(_ left: some StringProtocol, _ right: some StringProtocol) -> Int {
  let right = Array(right.utf8)
  var distances = Array(0...right.count)
  for (row, byte) in left.utf8.enumerated() {
    var diagonal = distances[0]
    distances[0] = row + 1
    for column in right.indices {
      let replaced = diagonal + (byte == right[column] ? 0 : 1)
      diagonal = distances[column + 1]
      distances[column + 1] = min(replaced, diagonal + 1, distances[column] + 1)
    }
  }
  return distances[right.count]
}
