import Foundation
import Testing

/// What a shell sees when someone presses Ctrl-C or closes a pipe.
@Suite struct SignalTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  /// Sends a signal to a command that has begun a file, then prints its exit code and what is
  /// left in the directory. `set -m` gives the command the signals of a terminal.
  private static func interrupting(_ words: String) -> String {
    """
    cd "$1"; set -m
    \(words) &
    for _ in $(seq 600); do ls -A | grep -q . && break; sleep 0.05; done
    kill -"$2" $!
    wait $!; echo $?
    ls -A
    """
  }

  @Test func `an interrupted command ends as its signal says and leaves no file behind`() throws {
    for (signal, status) in [("INT", 130), ("TERM", 143), ("HUP", 129)] {
      let outcome = try Command.shell(
        Self.interrupting("clientele simulate --customers 50000000 -o orders.csv"),
        directory.path, signal)
      #expect(outcome.output == "\(status)\n", "\(signal): \(outcome.errors)")
    }
  }

  @Test func `a file that is there stays as it was`() throws {
    let outcome = try Command.shell(
      """
      echo old >"$1/orders.csv"
      cd "$1"; set -m
      clientele simulate --customers 50000000 -o orders.csv &
      for _ in $(seq 600); do [ "$(ls -A | wc -l)" -gt 1 ] && break; sleep 0.05; done
      kill -INT $!
      wait $!; echo $?
      ls -A; cat orders.csv
      """, directory.path)
    #expect(outcome.output == "130\norders.csv\nold\n", "\(outcome.errors)")
  }

  @Test func `a signal that whoever started the command ignores is ignored`() throws {
    let outcome = try Command.shell(
      "trap '' INT\n" + Self.interrupting("clientele simulate --customers 20000 -o orders.csv"),
      directory.path, "INT")
    #expect(outcome.output == "0\norders.csv\n", "\(outcome.errors)")
  }

  @Test func `a closed pipe ends in 141, in silence`() throws {
    // Services start their commands with the signal ignored, and then a write fails instead.
    for start in ["", "trap '' PIPE; "] {
      let outcome = try Command.shell(
        start + "clientele simulate --customers 50000 | head -1; echo ${PIPESTATUS[0]}")
      #expect(outcome.output.hasSuffix("amount\r\n141\n"), "\(start)\(outcome.output)")
      #expect(outcome.errors == "", "\(start)")
    }
  }
}
