import ClienteleKernels

/// The cells of the line that carries its order's cells, kept for lines in the next window.
struct OrderHead {
  private var cells: [Cell]
  /// The cells' texts on end, once the window has moved on.
  private var texts: [UInt8] = []

  init(cells: [Cell], in window: ByteWindow) {
    self.cells = cells
  }

  /// The head with its texts, so that the window may change.
  func detached(from window: ByteWindow) -> OrderHead {
    var copy = self
    copy.texts = []
    for (slot, cell) in cells.enumerated() {
      let start = copy.texts.count
      for position in cell.range { copy.texts.append(window[position]) }
      copy.cells[slot] = Cell(
        start: start, end: start + cell.count, isEscaped: cell.isEscaped)
    }
    return copy
  }

  /// Puts the texts behind the window's bytes, where its cells can lie.
  func attached(to window: ByteWindow) throws(MemoryFailure) -> [Cell] {
    let offset = window.count
    try window.append(contentsOf: texts.span)
    return cells.map {
      Cell(start: $0.start + offset, end: $0.start + offset + $0.count, isEscaped: $0.isEscaped)
    }
  }
}
