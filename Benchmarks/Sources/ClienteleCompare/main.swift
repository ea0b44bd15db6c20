import Glibc

/// Our side of `make compare`. Loads a data set, then does what it is told on standard input, and
/// answers each line with one of JSON, as `Scripts/compare/peer.py` does for the peers.
///
///     clientele-compare DATA THREADS
///     run W1 [threads]
///     check W1

func say(_ line: String) {
  print(line)
  fflush(nil)
}

func fail(_ message: String) -> Never {
  say(object([("error", "\"\(message)\"")]))
  exit(1)
}

func object(_ fields: [(name: String, value: String)]) -> String {
  "{" + fields.map { "\"\($0.name)\": \($0.value)" }.joined(separator: ", ") + "}"
}

func serve(_ works: Works, threads: Int) throws {
  var last: Run?
  while let line = readLine() {
    let words = line.split(separator: " ").map(String.init)
    guard words.count >= 2, Works.names.contains(words[1]) else { fail("no such work: \(line)") }
    let name = (name: "work", value: "\"\(words[1])\"")
    if words[0] == "check" {
      let checksums = (last?.answers() ?? []).map {
        (name: $0.work, value: "\"\(Checksum.text(of: $0.values))\"")
      }
      say(object([name, ("checksums", object(checksums))]))
      continue
    }
    last = nil
    ProcessMemory.forgetPeak()
    let run = try works.run(words[1], threads: words.count > 2 ? Int(words[2])! : threads)!
    let peak = ProcessMemory.peakBytes
    say(
      object(
        [name, ("seconds", "\(run.seconds)"), ("peakBytes", "\(peak)")]
          + run.facts.map { ($0.name, "\($0.value)") }))
    last = run
  }
}

guard CommandLine.arguments.count == 3, let threads = Int(CommandLine.arguments[2]) else {
  fail("usage: clientele-compare DATA THREADS")
}
do {
  let works = try Works(folder: CommandLine.arguments[1])
  let offers = Works.names.map { (name: $0, value: "true") }
  say(
    object([
      ("version", "\"Clientele\""), ("works", object(offers)),
      ("restBytes", "\(ProcessMemory.residentBytes)"),
    ]))
  try serve(works, threads: threads)
} catch {
  fail("\(error)")
}
