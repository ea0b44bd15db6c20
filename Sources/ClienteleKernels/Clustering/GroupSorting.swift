import Synchronization

/// Sorts the rows of each group by member, and each member's rows by key, value and codes.
struct GroupSorting: Sendable {
  let columns: GroupColumns
  let starts: [Int]
  let offsets: Column<UInt32>
  let shift: Int
  let memberCount: Int

  /// Sorts all groups in parallel; each worker keeps its working space from group to group.
  func sortAll(threads: Int, on budget: MemoryBudget) throws(MemoryFailure) {
    let groupCount = starts.count - 1
    let next = Atomic<Int>(0)
    let workerCount = max(1, min(threads, groupCount))
    _ = try tryMapTasks(workerCount, threads: workerCount) { (_) throws(MemoryFailure) in
      var scratch = try GroupScratch(rowCapacity: 65_536, groupSize: 1 << shift, on: budget)
      while true {
        let group = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard group < groupCount else { return }
        let rowCount = starts[group + 1] - starts[group]
        if rowCount > scratch.rowCapacity {
          scratch = try GroupScratch(rowCapacity: rowCount, groupSize: 1 << shift, on: budget)
        }
        sort(group, using: scratch)
      }
    }
  }

  private func sort(_ group: Int, using scratch: GroupScratch) {
    let start = starts[group]
    let rowCount = starts[group + 1] - start
    let members = min(1 << shift, memberCount - group << shift)
    // SAFETY: a group's positions begin at group × (groupSize + 1); nobody else writes them.
    let positions = unsafe offsets.base + group * ((1 << shift) + 1)
    unsafe countMembers(start: start, rowCount: rowCount, members: members, into: positions)

    // Where each row goes: rows are taken in the order of their keys, and the members' positions
    // serve as cursors, in a copy.
    unsafe scratch.cursors.base.update(from: positions, count: members)
    let isOrdered = orderByKey(start: start, rowCount: rowCount, using: scratch)
    for index in 0..<rowCount {
      let row = unsafe isOrdered ? index : Int(scratch.order.base[index])
      let place = unsafe Int(columns.places.base[start + row])
      let target = unsafe scratch.cursors.base[place]
      unsafe scratch.cursors.base[place] = target &+ 1
      unsafe scratch.targets.base[row] = target
    }
    permute(columns.keys, start, rowCount, scratch.targets, through: scratch.keys)
    permute(columns.values, start, rowCount, scratch.targets, through: scratch.values)
    for column in columns.codes {
      permute(column, start, rowCount, scratch.targets, through: scratch.codes)
    }
    guard rowCount > 1 else { return }
    unsafe orderTies(start..<start + rowCount, positions, members: members, using: scratch)
  }

  private func countMembers(
    start: Int, rowCount: Int, members: Int, into positions: UnsafeMutablePointer<UInt32>
  ) {
    unsafe positions.update(repeating: 0, count: members + 1)
    for row in start..<start + rowCount {
      unsafe positions[Int(columns.places.base[row]) + 1] &+= 1
    }
    for member in 0..<members { unsafe positions[member + 1] &+= positions[member] }
  }

  /// Moves a group's rows of one column to their targets, through a copy in cache.
  @inline(__always)
  private func permute<Element>(
    _ column: Column<Element>, _ start: Int, _ rowCount: Int, _ targets: Column<UInt32>,
    through copy: Column<Element>
  ) {
    let rows = unsafe column.base + start
    unsafe copy.base.update(from: rows, count: rowCount)
    for row in 0..<rowCount { unsafe rows[Int(targets.base[row])] = copy.base[row] }
  }

  /// Writes the group's rows in the order of their keys to `scratch.order`, by counting: days are
  /// few. Files are often in order already; then nothing is written, and `true` returned.
  private func orderByKey(start: Int, rowCount: Int, using scratch: GroupScratch) -> Bool {
    let keys = unsafe columns.keys.base + start
    var (low, high, isOrdered) = (Int32.max, Int32.min, true)
    var last = Int32.min
    for row in 0..<rowCount {
      let key = unsafe keys[row]
      isOrdered = isOrdered && last <= key
      last = key
      low = min(low, key)
      high = max(high, key)
    }
    if isOrdered { return true }
    let range = Int64(high) - Int64(low)
    let radix = unsafe KeyCounting(keys: keys, low: low, rowCount: rowCount)
    unsafe radix.order(into: scratch.order.base, spare: scratch.spareOrder.base, range: range)
    return false
  }

  /// Orders those of each member's rows that share a key: by value, then codes.
  private func orderTies(
    _ rows: Range<Int>, _ positions: UnsafeMutablePointer<UInt32>, members: Int,
    using scratch: GroupScratch
  ) {
    var done = rows.lowerBound
    for index in 0..<findTies(rows, into: scratch.ties) {
      let row = unsafe rows.lowerBound + Int(scratch.ties.base[index])
      guard row >= done, precedes(row, row - 1) else { continue }
      let member = unsafe member(at: row - rows.lowerBound, positions, members)
      let own =
        unsafe rows.lowerBound
        + Int(positions[member])..<rows.lowerBound + Int(positions[member + 1])
      guard own.lowerBound < row else { continue }
      let key = unsafe columns.keys.base[row]
      var run = row - 1..<row + 1
      while unsafe run.lowerBound > own.lowerBound && columns.keys.base[run.lowerBound - 1] == key {
        run = run.lowerBound - 1..<run.upperBound
      }
      while unsafe run.upperBound < own.upperBound && columns.keys.base[run.upperBound] == key {
        run = run.lowerBound..<run.upperBound + 1
      }
      if run.count <= 64 {
        insertionSort(run)
      } else {
        radixSort(run, using: scratch)
      }
      done = run.upperBound
    }
  }

  /// Writes where a row has the key of the one before and no larger value, counted from the first
  /// row, and returns how many such there are: of all rows, whosesoever, in one loop without a
  /// branch. Keys that are equal, and loops over one member's rows, are guessed wrong too often.
  private func findTies(_ rows: Range<Int>, into ties: Column<UInt32>) -> Int {
    let keys = unsafe columns.keys.base + rows.lowerBound
    let values = unsafe columns.values.base + rows.lowerBound
    let ties = unsafe ties.base
    var (key, value, count) = unsafe (keys[0], values[0], 0)
    for row in 1..<rows.count {
      let (nextKey, nextValue) = unsafe (keys[row], values[row])
      unsafe ties[count] = UInt32(truncatingIfNeeded: row)
      // SAFETY: every row counts at most once, and there is a place for each.
      count &+= (nextKey == key ? 1 : 0) & (nextValue <= value ? 1 : 0)
      (key, value) = (nextKey, nextValue)
    }
    return count
  }

  /// The member whose rows a row of the group is among.
  private func member(
    at row: Int, _ positions: UnsafeMutablePointer<UInt32>, _ members: Int
  ) -> Int {
    var (low, high) = (0, members)
    while low + 1 < high {
      let middle = (low + high) / 2
      if unsafe Int(positions[middle]) <= row { low = middle } else { high = middle }
    }
    return low
  }

  /// Whether the row comes before the other: by key, then value, then codes.
  @inline(__always)
  private func precedes(_ row: Int, _ other: Int) -> Bool {
    let (key, otherKey) = unsafe (columns.keys.base[row], columns.keys.base[other])
    if key != otherKey { return key < otherKey }
    let (value, otherValue) = unsafe (columns.values.base[row], columns.values.base[other])
    if value != otherValue { return value < otherValue }
    for column in columns.codes {
      let (code, otherCode) = unsafe (column.base[row], column.base[other])
      if code != otherCode { return code < otherCode }
    }
    return false
  }

  private func insertionSort(_ rows: Range<Int>) {
    for row in rows.dropFirst() {
      var target = row
      while target > rows.lowerBound && precedes(target, target - 1) {
        unsafe columns.keys.base.swapAt(target, target - 1)
        unsafe columns.values.base.swapAt(target, target - 1)
        for column in columns.codes { unsafe column.base.swapAt(target, target - 1) }
        target -= 1
      }
    }
  }

  /// Sorts row numbers by the last criterion first, then moves the rows.
  private func radixSort(_ rows: Range<Int>, using scratch: GroupScratch) {
    let (start, count) = (rows.lowerBound, rows.count)
    let (keys, order) = unsafe (scratch.radixKeys.base, scratch.order.base)
    let radix = unsafe RadixSort(
      spareKeys: scratch.spareKeys.base, sparePayload: scratch.spareOrder.base)
    for row in 0..<count { unsafe order[row] = UInt32(row) }
    for column in columns.codes.reversed() {
      for row in 0..<count { unsafe keys[row] = UInt64(column.base[start + Int(order[row])]) }
      unsafe radix.sort(keys: keys, payload: order, count: count)
    }
    for row in 0..<count {
      let value = unsafe columns.values.base[start + Int(order[row])]
      unsafe keys[row] = UInt64(bitPattern: value) ^ 1 << 63
    }
    unsafe radix.sort(keys: keys, payload: order, count: count)
    for row in 0..<count {
      let key = unsafe columns.keys.base[start + Int(order[row])]
      unsafe keys[row] = UInt64(UInt32(bitPattern: key) ^ 1 << 31)
    }
    unsafe radix.sort(keys: keys, payload: order, count: count)
    for row in 0..<count { unsafe scratch.targets.base[Int(order[row])] = UInt32(row) }
    permute(columns.keys, start, count, scratch.targets, through: scratch.keys)
    permute(columns.values, start, count, scratch.targets, through: scratch.values)
    for column in columns.codes {
      permute(column, start, count, scratch.targets, through: scratch.codes)
    }
  }
}

/// One worker's working space for groups of up to `rowCapacity` rows.
struct GroupScratch {
  let rowCapacity: Int
  let cursors: Column<UInt32>
  let targets: Column<UInt32>
  let keys: Column<Int32>
  let values: Column<Int64>
  let codes: Column<UInt32>
  let radixKeys: Column<UInt64>
  let spareKeys: Column<UInt64>
  let order: Column<UInt32>
  let spareOrder: Column<UInt32>
  let ties: Column<UInt32>

  init(rowCapacity: Int, groupSize: Int, on budget: MemoryBudget) throws(MemoryFailure) {
    self.rowCapacity = rowCapacity
    cursors = try Column(uninitialized: groupSize, on: budget)
    targets = try Column(uninitialized: rowCapacity, on: budget)
    keys = try Column(uninitialized: rowCapacity, on: budget)
    values = try Column(uninitialized: rowCapacity, on: budget)
    codes = try Column(uninitialized: rowCapacity, on: budget)
    radixKeys = try Column(uninitialized: rowCapacity, on: budget)
    spareKeys = try Column(uninitialized: rowCapacity, on: budget)
    order = try Column(uninitialized: rowCapacity, on: budget)
    spareOrder = try Column(uninitialized: rowCapacity, on: budget)
    ties = try Column(uninitialized: rowCapacity, on: budget)
  }
}

extension UnsafeMutablePointer {
  @inline(__always)
  fileprivate func swapAt(_ first: Int, _ second: Int) {
    let value = unsafe self[first]
    unsafe self[first] = self[second]
    unsafe self[second] = value
  }
}
