/// Texts that were numbered together by one or several dictionaries, none of them by two.
///
/// Codes are dealt out in turn: of `n` dictionaries, the text at place `p` of number `d` has the
/// code `p × n + d`.
package struct TextNumbering: Sendable {
  let dictionaries: [TextDictionary]

  /// All texts of one dictionary, under its own codes.
  package init(_ dictionary: TextDictionary) {
    dictionaries = [dictionary]
  }

  init(parts: [TextDictionary]) {
    dictionaries = parts
  }

  /// How many texts there are.
  package var count: Int { dictionaries.reduce(0) { $0 + $1.count } }

  /// One more than the largest code.
  var codeCount: Int {
    let count = dictionaries.count
    return dictionaries.indices.reduce(0) { most, part in
      let texts = dictionaries[part].count
      return max(most, texts == 0 ? 0 : (texts - 1) * count + part + 1)
    }
  }

  /// The text of a code; bytes that are not UTF-8 are replaced.
  package func text(of code: Int) -> String {
    dictionaries[code % dictionaries.count].text(of: code / dictionaries.count)
  }
}
