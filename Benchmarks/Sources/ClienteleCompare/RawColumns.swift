import Clientele
import Glibc

/// The columns of a data set of `Scripts/compare/data.py`, as they lie in its files.
struct RawColumns {
  let customers: [UInt32]
  let days: [Int32]
  let amounts: [Int64]

  init(folder: String) throws {
    customers = try Self.read("\(folder)/customer.u32")
    days = try Self.read("\(folder)/day.i32")
    amounts = try Self.read("\(folder)/amount.i64")
  }

  /// As the library takes them: days are a type of their own.
  func columns() -> OrderColumns { columns(0..<amounts.count) }

  /// Some of the rows.
  func columns(_ rows: Range<Int>) -> OrderColumns {
    OrderColumns(
      customers: .numbers(Array(customers[rows])), days: days[rows].map { Day(number: $0) },
      amounts: Array(amounts[rows]))
  }

  private static func read<Element: BitwiseCopyable>(_ path: String) throws -> [Element] {
    guard let file = unsafe fopen(path, "rb") else { throw FileError(path: path) }
    defer { unsafe fclose(file) }
    unsafe fseek(file, 0, SEEK_END)
    let count = unsafe ftell(file) / MemoryLayout<Element>.stride
    unsafe rewind(file)
    // SAFETY: as many elements are said to be there as were read.
    return unsafe [Element](unsafeUninitializedCapacity: count) { buffer, readCount in
      readCount = unsafe fread(buffer.baseAddress, MemoryLayout<Element>.stride, count, file)
    }
  }
}

struct FileError: Error, CustomStringConvertible {
  let path: String
  var description: String { "\(path) cannot be read" }
}
