/// Columns of consecutive customers, kept in the blocks in which threads made them: joining them
/// would cost as much as scoring them.
///
/// How customers were divided into blocks does not matter when two are compared.
struct BlockColumn<Block: RandomAccessCollection & Sendable>: Sendable {
  let blocks: [Block]
  /// The first customer of each block, and the number of customers: `[blockCount + 1]`.
  let starts: [Int]

  init(_ blocks: [Block]) {
    self.blocks = blocks
    starts = blocks.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
  }

  /// The number of customers.
  var count: Int { starts[starts.count - 1] }

  /// A customer's block, and the place in it.
  func place(of customer: Int) -> (block: Int, index: Int) {
    precondition(customer >= 0 && customer < count, "no such customer")
    let block = starts.partitioningIndex { $0 > customer } - 1
    return (block, customer - starts[block])
  }
}

extension BlockColumn: Equatable where Block.Element: Equatable {
  static func == (left: BlockColumn, right: BlockColumn) -> Bool {
    left.count == right.count && left.blocks.joined().elementsEqual(right.blocks.joined())
  }
}

/// A block's customers, one row each.
extension RFMBlock: RandomAccessCollection {
  struct Row: Equatable {
    let days: Int32
    let frequency: Int32
    let revenue: Int64
    /// `nil` for sums.
    let measured: Int64?
  }

  var startIndex: Int { 0 }
  var endIndex: Int { days.count }

  subscript(index: Int) -> Row {
    Row(
      days: days[index], frequency: frequency[index], revenue: revenue[index],
      measured: measured.isEmpty ? nil : measured[index])
  }
}
