import COpenBLAS

/// Keeps BLAS to one thread while our own threads call it, and gives the host application its
/// setting back when the last of them is done.
///
/// The setting belongs to the whole process, so the count of those inside does too.
@safe
enum OneThreadedBLAS {
  private static let lock = Lock()
  nonisolated(unsafe) private static var callerCount = 0
  nonisolated(unsafe) private static var hostThreadCount: Int32 = 1

  static func perform<Output>(_ body: () -> Output) -> Output {
    unsafe enter()
    defer { unsafe leave() }
    return body()
  }

  /// The number of threads that BLAS uses for whoever calls it next.
  static var currentThreadCount: Int { Int(openblas_get_num_threads()) }

  @unsafe
  private static func enter() {
    lock.withLock {
      if unsafe callerCount == 0 {
        unsafe hostThreadCount = openblas_get_num_threads()
        openblas_set_num_threads(1)
      }
      unsafe callerCount += 1
    }
  }

  @unsafe
  private static func leave() {
    lock.withLock {
      unsafe callerCount -= 1
      if unsafe callerCount == 0 { openblas_set_num_threads(unsafe hostThreadCount) }
    }
  }
}

/// `result = leftᵀ · right` for matrices kept row by row.
///
/// - Parameters:
///   - left: `[rowCount × columnCount]`
///   - right: `[rowCount × width]`
///   - result: `[columnCount × width]`, overwritten.
@_lifetime(result: copy result)
func multiplyTransposed(
  _ left: Span<Double>, _ right: Span<Double>, rowCount: Int, columnCount: Int, width: Int,
  into result: inout MutableSpan<Double>
) {
  precondition(left.count == rowCount * columnCount && right.count == rowCount * width)
  precondition(result.count == columnCount * width)
  guard rowCount > 0, columnCount > 0, width > 0 else {
    for index in result.indices { result[index] = 0 }
    return
  }
  unsafe left.withUnsafeBufferPointer { left in
    unsafe right.withUnsafeBufferPointer { right in
      unsafe result.withUnsafeMutableBufferPointer { result in
        // SAFETY: the sizes were checked above; row-major, so each row is as long as it is wide.
        unsafe cblas_dgemm(
          CblasRowMajor, CblasTrans, CblasNoTrans, blasInt(columnCount), blasInt(width),
          blasInt(rowCount), 1, left.baseAddress, blasInt(columnCount), right.baseAddress,
          blasInt(width), 0, result.baseAddress, blasInt(width))
      }
    }
  }
}

private func blasInt(_ value: Int) -> blasint { blasint(value) }
