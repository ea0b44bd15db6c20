import COpenBLAS

/// Products with a block of rows that is kept column by column. BLAS runs in the caller's thread:
/// whoever calls these does so inside ``OneThreadedBLAS``.

/// `result = block · vector`.
///
/// - Parameters:
///   - block: `[rowCount × vector.count]`
///   - result: `[rowCount]`, overwritten.
@_lifetime(result: copy result)
func multiply(
  _ block: Span<Double>, rowCount: Int, by vector: Span<Double>,
  into result: inout MutableSpan<Double>
) {
  let columnCount = vector.count
  precondition(block.count == rowCount * columnCount && result.count == rowCount)
  guard rowCount > 0, columnCount > 0 else { return }
  unsafe block.withUnsafeBufferPointer { block in
    unsafe vector.withUnsafeBufferPointer { vector in
      unsafe result.withUnsafeMutableBufferPointer { result in
        // SAFETY: the sizes were checked above; column-major, so each column is rowCount long.
        unsafe cblas_dgemv(
          CblasColMajor, CblasNoTrans, blasint(rowCount), blasint(columnCount), 1,
          block.baseAddress, blasint(rowCount), vector.baseAddress, 1, 0, result.baseAddress, 1)
      }
    }
  }
}

/// `result += blockᵀ · vector`.
///
/// - Parameters:
///   - block: `[vector.count × result.count]`
@_lifetime(result: copy result)
func addTransposed(
  _ block: Span<Double>, by vector: Span<Double>, to result: inout MutableSpan<Double>
) {
  let (rowCount, columnCount) = (vector.count, result.count)
  precondition(block.count == rowCount * columnCount)
  guard rowCount > 0, columnCount > 0 else { return }
  unsafe block.withUnsafeBufferPointer { block in
    unsafe vector.withUnsafeBufferPointer { vector in
      unsafe result.withUnsafeMutableBufferPointer { result in
        // SAFETY: the sizes were checked above; column-major, so each column is rowCount long.
        unsafe cblas_dgemv(
          CblasColMajor, CblasTrans, blasint(rowCount), blasint(columnCount), 1,
          block.baseAddress, blasint(rowCount), vector.baseAddress, 1, 1, result.baseAddress, 1)
      }
    }
  }
}

/// `result += blockᵀ · block`, on and below the diagonal of a matrix kept row by row.
///
/// - Parameters:
///   - block: `[rowCount × columnCount]`
///   - result: `[columnCount × columnCount]`; above the diagonal nothing is changed.
@_lifetime(result: copy result)
func addGram(
  of block: Span<Double>, rowCount: Int, columnCount: Int, to result: inout MutableSpan<Double>
) {
  precondition(block.count == rowCount * columnCount)
  precondition(result.count == columnCount * columnCount)
  guard rowCount > 0, columnCount > 0 else { return }
  unsafe block.withUnsafeBufferPointer { block in
    unsafe result.withUnsafeMutableBufferPointer { result in
      // SAFETY: the sizes were checked above. What lies above the diagonal column by column lies
      // below it row by row.
      unsafe cblas_dsyrk(
        CblasColMajor, CblasUpper, CblasTrans, blasint(columnCount), blasint(rowCount), 1,
        block.baseAddress, blasint(rowCount), 1, result.baseAddress, blasint(columnCount))
    }
  }
}

/// `result = left · rightᵀ` for blocks kept column by column: all products of their rows.
///
/// - Parameters:
///   - left: `[leftRowCount × columnCount]`
///   - right: `[rightRowCount × columnCount]`
///   - result: `[leftRowCount × rightRowCount]` column by column, overwritten.
@_lifetime(result: copy result)
func multiplyRows(
  _ left: Span<Double>, leftRowCount: Int, _ right: Span<Double>, rightRowCount: Int,
  columnCount: Int, into result: inout MutableSpan<Double>
) {
  precondition(left.count == leftRowCount * columnCount)
  precondition(right.count == rightRowCount * columnCount)
  precondition(result.count == leftRowCount * rightRowCount)
  guard leftRowCount > 0, rightRowCount > 0, columnCount > 0 else { return }
  unsafe left.withUnsafeBufferPointer { left in
    unsafe right.withUnsafeBufferPointer { right in
      unsafe result.withUnsafeMutableBufferPointer { result in
        // SAFETY: the sizes were checked above; column-major, so each column is as long as there
        // are rows.
        unsafe cblas_dgemm(
          CblasColMajor, CblasNoTrans, CblasTrans, blasint(leftRowCount), blasint(rightRowCount),
          blasint(columnCount), 1, left.baseAddress, blasint(leftRowCount), right.baseAddress,
          blasint(rightRowCount), 0, result.baseAddress, blasint(leftRowCount))
      }
    }
  }
}
