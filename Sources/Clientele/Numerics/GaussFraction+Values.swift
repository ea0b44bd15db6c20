extension GaussFraction {
  /// ₂F₁(1, b; c; z) alone.
  package static func value(_ b: Double, _ c: Double, _ z: Double) -> Double {
    var tail = (1 - (1 - z).squareRoot()) * 0.5
    for step in stride(from: depth(for: z), through: 1, by: -1) {
      let (numerator, denominator) = coefficient(step, b, c)
      tail = numerator * z / (denominator * (1 - tail))
    }
    return 1 / (1 - tail)
  }

  /// ₂F₁(1, b; c; z) of many z, eight at once; NaN where it would take too many steps.
  ///
  /// Each value has the bits of ``value(_:_:_:)`` whatever its neighbours: a lane starts at the
  /// depth that its own z needs.
  package static func values(
    _ b: Double, _ c: Double, _ zs: [Double], deepest: Int
  ) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(zs.count)
    for start in stride(from: 0, to: zs.count, by: Lanes.scalarCount) {
      let group = start..<min(start + Lanes.scalarCount, zs.count)
      // Spare lanes and those that are too deep stay at 0, where the function is 1.
      var (z, depths) = (Lanes(repeating: 0), Lanes(repeating: 0))
      for place in group {
        let depth = depth(for: zs[place])
        guard depth <= deepest else { continue }
        z[place - start] = zs[place]
        depths[place - start] = Double(depth)
      }
      let lanes = lanes(b, c, z, depths)
      for lane in 0..<group.count { values.append(depths[lane] > 0 ? lanes[lane] : .nan) }
    }
    return values
  }

  private static func lanes(_ b: Double, _ c: Double, _ z: Lanes, _ depths: Lanes) -> Lanes {
    var tail = (1 - (1 - z).squareRoot()) * 0.5
    for step in stride(from: Int(depths.max()), through: 1, by: -1) {
      let (numerator, denominator) = coefficient(step, b, c)
      let longer = numerator * z / (denominator * (1 - tail))
      tail.replace(with: longer, where: depths .>= Double(step))
    }
    return 1 / (1 - tail)
  }

  /// One coefficient of the fraction.
  @inline(__always)
  private static func coefficient(
    _ step: Int, _ b: Double, _ c: Double
  ) -> (numerator: Double, denominator: Double) {
    let half = Double(step / 2)
    let twice = c + Double(step - 2)
    let numerator = step % 2 == 1 ? (c + (half - 1)) * (b + half) : half * (c - b - 1 + half)
    return (numerator, twice * (twice + 1))
  }
}
