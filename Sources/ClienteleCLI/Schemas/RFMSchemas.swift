import Clientele
import ClienteleReport

/// RFM: scores, segments, maps and clusters.
extension AnswerSchema {
  static let rfmSchemas: [AnswerSchema] = [
    AnswerSchema(
      name: "rfm", form: .answer, command: "clientele rfm --format json",
      title: "RFM scores and segments",
      description: "All lists but segments are empty when nobody has bought, and segments as well.",
      keys: [
        .asOf,
        SchemaKey(
          "thresholds",
          .object([
            SchemaKey("daysSinceLastOrder", .list(of: .number), "Days."),
            SchemaKey("frequency", .list(of: .number), "Purchases."),
            SchemaKey("monetary", .list(of: .decimal), "Money."),
          ]),
          "The cuts between scores, ascending; empty where they differ by another score."),
        SchemaKey("segments", .list(of: segment), "Every segment of the map, in its order."),
        SchemaKey("profiles", .list(of: profile), "How the values of each of the three lie."),
        SchemaKey(
          "bins",
          .list(
            of: .object([
              dimension,
              SchemaKey("score", .whole(from: 1), "Higher is better."),
              SchemaKey("customers", .count, "Customers with this score."),
              SchemaKey(
                "state", .one(of: ["filled", "empty", "oversized"]),
                "oversized: more than twice an even share, mostly because values are equal."),
            ])), "Every score and who has it."),
        SchemaKey(
          "heatMap",
          .list(
            of: .object([
              SchemaKey("r", .whole(from: 1), "The score of days since the last order."),
              SchemaKey("f", .whole(from: 1), "The score of frequency."),
              SchemaKey("customers", .count, "Customers with both."),
              SchemaKey(
                "meanMonetary", .money.orNull, "The mean of monetary; null without customers."),
            ])), "Every pair of R and F."),
        .optional("from", .day, "The earlier day; left out without --since."),
        .optional(
          "transitions", .transitions(from: .text, to: .text),
          "Between segments, and none; left out without --since."),
      ], groupKeys: ["segments", "transitions"]),
    AnswerSchema(
      name: "rfm-rows", form: .row, command: "clientele rfm --format jsonl",
      title: "A customer's RFM figures, scores and segment", description: "",
      keys: [
        .customerID,
        SchemaKey("days_since_last_order", .count, "Days from the last order to the as-of day."),
        SchemaKey("frequency", .whole(from: 1), "Purchases."),
        SchemaKey("monetary", .money, "Their sum less refunds, or what --monetary says."),
        SchemaKey(
          "r", .whole(from: 1), "The score of days since the last order; higher is better."),
        SchemaKey("f", .whole(from: 1), "The score of frequency; higher is better."),
        SchemaKey("m", .whole(from: 1), "The score of money; higher is better."),
        SchemaKey("segment", .text, "The segment of the three scores."),
        .groupOfCustomer,
        .optional("score", .number, "With --weights: the weighted sum of the scores."),
        .optional(
          "segment_before", .text, "With --since: the segment then; empty for who had not bought."),
        .optional(
          "previous_segment", .text,
          "With --since: the last other segment on the days looked at; empty without one."),
        .optional(
          "changed_on", .day.orNull,
          "With --since: the first of those days after it; null without one."),
      ]),
    AnswerSchema(
      name: "segments", form: .answer, command: "clientele segments --format json",
      title: "A map from RFM scores to segments, and what is wrong with it", description: "",
      keys: [
        SchemaKey(
          "segments",
          .list(
            of: .object([
              SchemaKey("name", .text, "Its name."),
              SchemaKey("chineseName", Shape.text.orNull, "Its Chinese name; null without one."),
              SchemaKey("cells", .count, "How many triples of scores lead to it."),
            ])), "In the order of the map, the best first."),
        SchemaKey("gaps", .list(of: .code), "Triples that fit no rule."),
        SchemaKey(
          "overlaps",
          .list(
            of: .object([
              SchemaKey("code", .code, "The triple."),
              SchemaKey("segments", .names, "The rules that claim it, first the one that gets it."),
            ])), "Triples that fit several rules."),
        SchemaKey("unreachable", .names, "Segments that no triple leads to."),
        SchemaKey(
          "setbacks",
          .list(
            of: .object([
              SchemaKey("code", .code, "The triple with the lower score."),
              SchemaKey("segment", .text, "Its segment."),
              SchemaKey("better", .code, "The neighbour with one score higher."),
              SchemaKey("worseSegment", .text, "That one's segment, further down the list."),
            ])), "Where a better score leads to a worse segment: no error, but to be looked at."),
      ]),
    AnswerSchema(
      name: "segments-rows", form: .row, command: "clientele segments --format jsonl",
      title: "The segment of three scores", description: "",
      keys: [
        SchemaKey("r", .whole(from: 1), "The score of days since the last order."),
        SchemaKey("f", .whole(from: 1), "The score of frequency."),
        SchemaKey("m", .whole(from: 1), "The score of money."),
        SchemaKey("segment", .text, "Where they lead."),
      ]),
    AnswerSchema(
      name: "cluster", form: .answer, command: "clientele cluster --format json",
      title: "Clusters of customers by k-means on RFM",
      description: "All lists are empty when nobody has bought.",
      keys: [
        .asOf,
        SchemaKey(
          "seed", Shape.whole(from: 0).orNull, "What drew the starts; null when nobody bought."),
        SchemaKey(
          "trialCustomers", .count,
          "How many customers the numbers of clusters were tried with; of more than these a sample."
        ),
        SchemaKey(
          "silhouetteCustomers", .count, "How many customers silhouettes were worked out from."),
        SchemaKey("choices", .list(of: choice), "The numbers of clusters that were tried."),
        SchemaKey(
          "clusters", .list(of: .either([cluster, hiddenCluster])),
          "From the highest monetary value down."),
      ]),
    AnswerSchema(
      name: "cluster-rows", form: .row, command: "clientele cluster --format jsonl",
      title: "A customer's cluster", description: "",
      keys: [
        .customerID,
        SchemaKey("days_since_last_order", .count, "Days from the last order to the as-of day."),
        SchemaKey("frequency", .whole(from: 1), "Purchases."),
        SchemaKey("monetary", .money, "Their sum less refunds, or what --monetary says."),
        clusterNumber,
      ]),
  ]

  private static let dimension = SchemaKey(
    "dimension", .one(of: RFMDimension.allCases.map(\.rawValue)), "Which of the three.")

  private static let segment = Shape.object([
    SchemaKey("name", .text, "The segment."),
    SchemaKey("customers", .count, "Customers in it."),
    SchemaKey("orders", .count, "Their purchases."),
    SchemaKey("revenue", .money, "What they have brought, less refunds."),
    SchemaKey(
      "averageOrderValue", .money.orNull, "revenue ÷ orders, rounded; null without orders."),
  ])

  private static let profile: Shape = {
    let value = Shape.either([.number, .decimal])
    let figures = [
      ("minimum", "The least."), ("lowerQuartile", "A quarter is at most this (type 7)."),
      ("median", "Half is at most this."), ("upperQuartile", "Three quarters are at most this."),
      ("maximum", "The most."), ("mean", "The mean."), ("largestTie", "The most frequent value."),
    ]
    return .object(
      [dimension, SchemaKey("customers", .count, "Customers with a value.")]
        + figures.map { SchemaKey($0.0, value, $0.1 + " Of monetary a text.") }
        + [
          SchemaKey("largestTieCustomers", .count, "How many have the most frequent value."),
          SchemaKey("skewness", Shape.number.orNull, "Null where all values are equal."),
        ])
  }()

  private static let clusterNumber = SchemaKey(
    "cluster", .whole(from: 1), "The cluster's number; 1 has the highest monetary value.")

  private static let choice = Shape.object([
    SchemaKey("clusters", .whole(from: 1), "How many clusters."),
    SchemaKey("inertia", .number(from: 0), "The sum of squared distances to the centres."),
    SchemaKey("silhouette", .number(from: -1, through: 1), "The mean silhouette."),
    SchemaKey(
      "calinskiHarabasz", Shape.number(from: 0).orNull,
      "The Caliński–Harabasz index; null where it is not defined."),
    SchemaKey("iterations", .count, "Rounds until nothing moved."),
    SchemaKey("converged", .truth, "Whether nothing moved at the end."),
  ])

  private static let hiddenCluster = Shape.object([
    clusterNumber,
    SchemaKey(
      "suppressed", Shape([("const", true)]),
      "Smaller than --smallest-group, or would let one that is be worked out."),
  ])

  private static let cluster = Shape.object([
    clusterNumber,
    SchemaKey("customers", .count, "Customers in it."),
    SchemaKey("orders", .count, "Their purchases."),
    SchemaKey("revenue", .money, "What they have brought, less refunds."),
    SchemaKey("averageOrderValue", .money.orNull, "revenue ÷ orders; null without orders."),
    SchemaKey(
      "meanDaysSinceLastOrder", Shape.number(from: 0).orNull, "Days; null without customers."),
    SchemaKey("meanFrequency", Shape.number(from: 0).orNull, "Purchases; null without customers."),
    SchemaKey("revenuePerCustomer", .money.orNull, "revenue ÷ customers; null without customers."),
    SchemaKey(
      "silhouette", Shape.number(from: -1, through: 1).orNull,
      "The mean of its customers; null with stored centres, or without customers."),
    SchemaKey(
      "centre", .list(of: .number), "The centre in standardised values of R, F and M."),
  ])
}
