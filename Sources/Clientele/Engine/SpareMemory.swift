import ClienteleKernels

/// Memory that no table needs any more, and that stays with the process for the next one.
///
/// Fetching memory from the system is a fifth of the work of making a table, and on a virtual
/// machine sometimes most of it. So big blocks are kept when a table goes, or a working copy on the
/// way to one, and given to whoever asks next. The system is told which they are (`MADV_FREE`) and
/// takes them when it runs short, though tools count them as the process's until then. Big blocks,
/// in use or kept, never take more than they did when most were in use; a budget (`byteLimit`)
/// counts what is in use.
///
/// Where a process may only have so many addresses (`ulimit -v`), or the system commits no more
/// memory than it has, what is kept counts as used: 0 is then the ``limit`` to set.
///
/// ```swift
/// SpareMemory.limit = 64 << 20    // keep no more than 64 MiB
/// SpareMemory.giveBack()          // now 0 bytes, until the next table goes
/// ```
public enum SpareMemory {
  /// How many bytes are kept now.
  public static var byteCount: Int { SpareBlocks.shared.byteCount }

  /// How many bytes are kept at most: an eighth of the machine's memory, unless set. 0 keeps none.
  public static var limit: Int {
    get { SpareBlocks.shared.limitBytes }
    set { SpareBlocks.shared.limitBytes = newValue }
  }

  /// Gives all that is kept back to the system now.
  public static func giveBack() { SpareBlocks.shared.giveBack() }
}
