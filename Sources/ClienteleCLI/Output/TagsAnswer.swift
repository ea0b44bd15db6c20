import Clientele
import ClienteleReport
import ClienteleCSV
import ClienteleReport

/// How many customers carry each tag, each two tags, and who.
struct TagsAnswer: Answer {
  let tags: CustomerTags
  let orders: OrderTable
  let showsOverlap: Bool
  let suppression: GroupSuppression

  struct JSON: Encodable {
    struct Tag: Encodable {
      let name: String
      let customers: ShownCount
      /// Of all who have bought; `null` when the number is, or when nobody has.
      let rate: Double?

      func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(name, forKey: .name)
        try container.encode(customers, forKey: .customers)
        try container.encode(rate, forKey: .rate)
      }

      private enum Key: String, CodingKey {
        case name, customers, rate
      }
    }

    struct Overlap: Encodable {
      let first: String
      let second: String
      let customers: ShownCount
    }

    let asOf: Day
    let customers: Int
    let tags: [Tag]
    /// Left out when it was not asked for.
    let overlaps: [Overlap]?
  }

  var json: JSON {
    JSON(
      asOf: tags.asOf, customers: tags.customers.count,
      tags: zip(tags.names, counts).map { name, count in
        JSON.Tag(name: name, customers: count, rate: rate(count))
      }, overlaps: showsOverlap ? pairs : nil)
  }

  /// A tag divides customers into those who carry it and those who do not: neither may be few.
  private var counts: [ShownCount] {
    let all = tags.customers.count
    return tags.sets.map { set in
      let count = set.count
      return ShownCount(suppression.hidden(among: [count, all - count])[0] ? nil : count)
    }
  }

  private func rate(_ count: ShownCount) -> Double? {
    count.value.flatMap { Rate($0, of: tags.customers.count).value }
  }

  /// Both, one and not the other, and the other way round: none of them may be few.
  private var overlaps: [[ShownCount]] {
    let (alone, counts) = (counts, tags.overlaps())
    return counts.indices.map { first in
      counts.indices.map { second in
        guard first != second else { return alone[first] }
        let both = counts[first][second]
        let parts = [both, counts[first][first] - both, counts[second][second] - both]
        return ShownCount(parts.contains(where: suppression.hides) ? nil : both)
      }
    }
  }

  private var pairs: [JSON.Overlap] {
    let counts = overlaps
    return counts.indices.flatMap { first in
      ((first + 1)..<counts.count).map { second in
        JSON.Overlap(
          first: tags.names[first], second: tags.names[second], customers: counts[first][second])
      }
    }
  }

  var tables: [TextTable] {
    var table = TextTable(
      "Tags of \(Figures.count(tags.customers.count)) customers as of \(tags.asOf)",
      ("tag", .left), ("customers", .right), ("share", .right))
    for (name, count) in zip(tags.names, counts) {
      table.append(name, count.text, count.value == nil ? "" : Figures.percent(rate(count)))
    }
    guard showsOverlap else { return [table] }
    let numbers = tags.names.indices.map { ("\($0 + 1)", TextTable.Alignment.right) }
    var matrix = TextTable("Customers with both tags", [("", .right), ("tag", .left)] + numbers)
    for (place, row) in overlaps.enumerated() {
      matrix.rows.append(["\(place + 1)", tags.names[place]] + row.map(\.text))
    }
    return [table, matrix]
  }

  func writeCSV(to write: (CSVRow) throws -> Void) throws {
    try write(CSVRow(["customer_id", "tag"]))
    for customer in tags.customers.numbers {
      for name in tags.tags(of: customer) {
        var row = CSVRow()
        row.append(text: orders.customers[customer])
        row.append(text: name)
        try write(row)
      }
    }
  }
}
