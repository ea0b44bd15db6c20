import ArgumentParser
import ClienteleKernels

/// The command `clientele`: arguments in, text out, exit codes.
@main
struct ClienteleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clientele",
    abstract: "Who a shop's customers are, from nothing but its orders.",
    discussion: """
      Most commands read order files and print one answer: a table, JSON or CSV.

        clientele inspect orders.csv
        clientele lifecycle orders.csv --as-of 2026-10-31
        clientele report orders.csv --schema taobao --zone Asia/Shanghai

      Answers go to standard output, everything else to standard error. What is
      the same for all commands can stand in one JSON file, --config FILE.

      Exit codes: 0 ok, 64 usage, 65 bad data, 66 no input, 73 cannot create,
      74 input or output, 75 limit, 130 interrupted, 141 closed pipe.
      """,
    version: "0.1.0",
    groupedSubcommands: [
      CommandGroup(name: "Everything", subcommands: [ReportCommand.self, SchemaCommand.self]),
      CommandGroup(
        name: "Orders", subcommands: [InspectCommand.self, SimulateCommand.self]),
      CommandGroup(
        name: "Where customers are",
        subcommands: [
          LifecycleCommand.self, StatesCommand.self, MigrationCommand.self, PhasesCommand.self,
          RFMCommand.self, SegmentsCommand.self, ClusterCommand.self,
        ]),
      CommandGroup(
        name: "Membership", subcommands: [TiersCommand.self, TagsCommand.self]),
      CommandGroup(
        name: "Who comes back",
        subcommands: [
          RetentionCommand.self, ReactivationCommand.self, CohortsCommand.self,
          SecondPurchaseCommand.self, GapsCommand.self, CampaignCommand.self,
          PropensityCommand.self,
        ]),
      CommandGroup(
        name: "What they bring",
        subcommands: [
          ActivityCommand.self, ConcentrationCommand.self, PyramidCommand.self,
          ValueCommand.self,
        ]),
      CommandGroup(
        name: "What they will bring",
        subcommands: [CLVCommand.self, CompareModelsCommand.self, ForecastCommand.self]),
    ])

  static func main() {
    endCleanlyWhenInterrupted()
    do {
      main(try configured(Array(CommandLine.arguments.dropFirst())))
    } catch {
      let failure = CommandFailure(error)
      printError("clientele: \(failure.message.escapedForTerminal)")
      exit(withError: ExitCode(failure.kind.rawValue))
    }
  }
}
