import ArgumentParser
import Clientele
import ClienteleCSV

/// `clientele segments`.
struct SegmentsCommand: ShopCommand {
  static let configuration = CommandConfiguration(
    commandName: "segments",
    abstract: "Check a map from RFM scores to segments: gaps, overlaps, unreachable segments.",
    discussion: """
      Reads no orders. A setback is a better score in a worse segment.
      JSON: segments, gaps, overlaps, unreachable, setbacks.

        clientele segments
        clientele segments --map r-0.2
        clientele segments --map own.json --format json
      """)

  @OptionGroup var output: OutputOptions
  @OptionGroup var configuration: ConfigurationOptions

  @Option(
    help: ArgumentHelp(
      "eleven-segments, eight-types, r-0.3, r-0.2, or a map of your own.",
      valueName: "name|file.json"))
  var map: String = "eleven-segments"

  func answer() throws {
    try output.print(SegmentsAnswer(map: try SegmentMap(named: map)))
  }
}

private struct SegmentsAnswer: Answer {
  let map: SegmentMap

  struct JSON: Encodable {
    struct Cells: Encodable {
      let name: String
      @OrNull var chineseName: String?
      let cells: Int
    }

    let segments: [Cells]
    let gaps: [RFMCode]
    let overlaps: [SegmentMapFindings.Overlap]
    let unreachable: [String]
    let setbacks: [SegmentMapFindings.Setback]
  }

  private var cells: [JSON.Cells] {
    let bins = map.binCounts
    var counts: [String: Int] = [:]
    for r in 1...bins.r {
      for f in 1...bins.f {
        for m in 1...bins.m {
          counts[map.segment(of: RFMCode(r: r, f: f, m: m)).name, default: 0] += 1
        }
      }
    }
    return map.segments.map {
      JSON.Cells(name: $0.name, chineseName: $0.chineseName, cells: counts[$0.name] ?? 0)
    }
  }

  var json: JSON {
    let findings = map.findings
    return JSON(
      segments: cells, gaps: findings.gaps, overlaps: findings.overlaps,
      unreachable: findings.unreachable, setbacks: findings.setbacks)
  }

  var tables: [TextTable] {
    let findings = map.findings
    var segments = TextTable(
      nil, ("segment", .left), ("", .left), ("scores", .right))
    for segment in cells {
      segments.append(segment.name, segment.chineseName ?? "", String(segment.cells))
    }
    var summary = TextTable("Findings", ("", .left), ("", .right), ("", .left))
    func list(_ words: [String]) -> String {
      words.prefix(8).joined(separator: " ") + (words.count > 8 ? " …" : "")
    }
    summary.append("gaps", String(findings.gaps.count), list(findings.gaps.map(\.description)))
    summary.append(
      "overlaps", String(findings.overlaps.count), list(findings.overlaps.map(\.code.description)))
    summary.append(
      "unreachable segments", String(findings.unreachable.count), list(findings.unreachable))
    summary.append(
      "setbacks", String(findings.setbacks.count), list(findings.setbacks.map(\.code.description)))
    return [segments, summary]
  }

  func writeCSV(to write: (CSVRow) throws -> Void) throws {
    try write(CSVRow(["r", "f", "m", "segment"]))
    let bins = map.binCounts
    for r in (1...bins.r).reversed() {
      for f in (1...bins.f).reversed() {
        for m in (1...bins.m).reversed() {
          var row = CSVRow()
          row.append(r)
          row.append(f)
          row.append(m)
          row.append(text: map.segment(of: RFMCode(r: r, f: f, m: m)).name)
          try write(row)
        }
      }
    }
  }
}
