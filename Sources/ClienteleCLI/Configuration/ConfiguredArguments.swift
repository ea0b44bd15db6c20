import ArgumentParser
import ClienteleKernels
import FoundationEssentials

/// Where the configuration is said. What is in it has become flags before arguments are parsed:
/// see ``configured(_:)``.
struct ConfigurationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Take flags that are not said from a JSON file.", valueName: "file.json"))
  var config: String?
}

extension ClienteleCommand {
  /// Arguments with the flags of their configuration in front of their own, which therefore
  /// override them: of a flag that comes twice the last counts.
  ///
  /// Only flags that the command has are taken; what is wrong in the others is an error all the
  /// same. Where `--scale` is said, what else the configuration says of scales is about another,
  /// and where a command divides customers by what is said, small groups are those of it.
  static func configured(_ arguments: [String]) throws -> [String] {
    guard let path = configurationPath(in: arguments), let command = command(of: arguments) else {
      return arguments
    }
    let configuration = try jsonFile(Configuration.self, at: path, for: "--config")
    var known = flags(of: command)
    if says("scale", arguments) { known.subtract(["bins", "monetary", "history"]) }
    if known.contains("by") && !says("by", arguments) { known.remove("smallest-group") }
    var words: [String] = []
    for (name, value) in configuration.flags where known.contains(name) {
      words += ["--\(name)", text(of: value, besides: path)]
    }
    return [arguments[0]] + words + arguments.dropFirst()
  }

  /// The last file that `--config` names before `--`.
  private static func configurationPath(in arguments: [String]) -> String? {
    let words = arguments.prefix { $0 != "--" }
    let values = words.indices.compactMap { index -> String? in
      if words[index].hasPrefix("--config=") { return String(words[index].dropFirst(9)) }
      return words[index] == "--config" && index + 1 < words.count ? words[index + 1] : nil
    }
    return values.last
  }

  private static func says(_ flag: String, _ arguments: [String]) -> Bool {
    arguments.contains { $0 == "--\(flag)" || $0.hasPrefix("--\(flag)=") }
  }

  private static func command(of arguments: [String]) -> (any ParsableCommand.Type)? {
    let groups = configuration.groupedSubcommands.flatMap(\.subcommands)
    let commands = configuration.subcommands + groups
    return commands.first { $0.configuration.commandName == arguments[0] }
  }

  /// The flags that a command lists in its help.
  private static func flags(of command: any ParsableCommand.Type) -> Set<String> {
    let lines = helpMessage(for: command, columns: 200).split(separator: "\n")
    let names = lines.compactMap { line -> String? in
      guard let start = line.firstRange(of: "--"), line.hasPrefix("  -") else { return nil }
      return String(line[start.upperBound...].prefix { $0.isLetter || $0.isNumber || $0 == "-" })
    }
    return Set(names)
  }

  /// Files are looked for beside the configuration.
  private static func text(of value: Configuration.Value, besides path: String) -> String {
    switch value {
    case .text(let text): return text
    case .nameOrFile(let name):
      guard name.hasSuffix(".json") || name.contains("/"), !name.hasPrefix("/") else { return name }
      let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
      return folder + name
    }
  }
}
