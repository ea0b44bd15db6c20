/// Sorts keys, and says where each of them came from; stable.
///
/// - Returns: The keys in ascending order, and for each its place before: both `[keys.count]`.
/// - Precondition: There are fewer than 2³² keys.
/// - Complexity: O(n) for each byte that varies.
package func sortedOrder(of keys: [UInt64]) -> (keys: [UInt64], places: [UInt32]) {
  let count = keys.count
  var keys = keys
  var places = (0..<count).map { UInt32($0) }
  var spareKeys = [UInt64](repeating: 0, count: count)
  var sparePlaces = [UInt32](repeating: 0, count: count)
  unsafe keys.withUnsafeMutableBufferPointer { keys in
    unsafe places.withUnsafeMutableBufferPointer { places in
      unsafe spareKeys.withUnsafeMutableBufferPointer { spareKeys in
        unsafe sparePlaces.withUnsafeMutableBufferPointer { sparePlaces in
          guard let firstKey = keys.baseAddress,
            let firstPlace = places.baseAddress,
            let spareKey = spareKeys.baseAddress,
            let sparePlace = sparePlaces.baseAddress
          else { return }
          // SAFETY: four arrays of `count` elements each, which cannot overlap.
          let sort = unsafe RadixSort(spareKeys: spareKey, sparePayload: sparePlace)
          unsafe sort.sort(keys: firstKey, payload: firstPlace, count: count)
        }
      }
    }
  }
  return (keys, places)
}
