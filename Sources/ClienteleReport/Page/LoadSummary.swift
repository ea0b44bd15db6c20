/// What was read from files, record by record.
public struct LoadSummary: Hashable, Sendable {
  /// Something that was counted, by a key that programs know, and in words.
  public struct Remark: Hashable, Sendable {
    /// As in JSON.
    public var key: String
    /// In English.
    public var words: String
    /// A count or an amount, written out.
    public var figure: String

    /// A remark.
    public init(key: String, words: String, figure: String) {
      self.key = key
      self.words = words
      self.figure = figure
    }
  }

  /// Records that were read.
  public var records: Int
  /// Those that were loaded.
  public var loaded: Int
  /// Those that a policy left out.
  public var skipped: Int
  /// Those that were wrong.
  public var rejected: Int
  /// Empty lines.
  public var blank: Int
  /// Why records were skipped.
  public var skipReasons: [Remark]
  /// What is remarkable of those that were loaded.
  public var remarks: [Remark]

  /// What became of every record.
  public init(
    records: Int, loaded: Int, skipped: Int, rejected: Int, blank: Int,
    skipReasons: [Remark] = [], remarks: [Remark] = []
  ) {
    self.records = records
    self.loaded = loaded
    self.skipped = skipped
    self.rejected = rejected
    self.blank = blank
    self.skipReasons = skipReasons
    self.remarks = remarks
  }
}
