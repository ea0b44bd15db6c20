/// The word that was probably meant: one that begins like it, one that few letters make of it, or
/// one that holds it. Of `atLeast` and `atMost`, `atleast` probably means the first, and `colour`
/// neither.
package func nearestWord(to word: String, among words: [String]) -> String? {
  if let longer = words.first(where: { $0.hasPrefix(word) && !word.isEmpty }) { return longer }
  let nearest = words.min { editDistance(word, $0) < editDistance(word, $1) }
  if let nearest, editDistance(word, nearest) <= max(2, word.count / 2) { return nearest }
  guard word.count >= 3 else { return nil }
  return words.first { $0.lowercased().contains(word.lowercased()) }
}

/// The end of a sentence about a word that is not there: the one that was probably meant, or all
/// there are.
package func wordHint(_ word: String, among words: [String], called name: String) -> String {
  if let nearest = nearestWord(to: word, among: words) { return "did you mean \(nearest)?" }
  return words.isEmpty ? "there are no \(name)" : "the \(name) are \(words.joined(separator: ", "))"
}

/// How many letters must be put in, taken out or changed to make one word of the other, upper
/// and lower case being the same.
///
/// - Complexity: O(length²); words are cut after 64 letters.
package func editDistance(_ left: String, _ right: String) -> Int {
  let left = Array(left.lowercased().prefix(64))
  let right = Array(right.lowercased().prefix(64))
  var row = Array(0...right.count)
  for (index, letter) in left.enumerated() {
    var diagonal = row[0]
    row[0] = index + 1
    for place in right.indices {
      let changed = diagonal + (right[place] == letter ? 0 : 1)
      diagonal = row[place + 1]
      row[place + 1] = min(changed, diagonal + 1, row[place] + 1)
    }
  }
  return row[right.count]
}
