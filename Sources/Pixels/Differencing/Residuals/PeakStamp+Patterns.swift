#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension PeakStamp {
    /// The patterns that static sources may leave over in the square, each at its standard deviation.
    ///
    /// Every pixel belongs to the source whose profile is the highest there; each source has six ways of being wrong
    /// in its own pixels, and a bright one three smooth ones in its wings.
    func patterns(_ model: ResidualModel, aboutX x: Double, y: Double) -> [[Double]] {
        let widths = model.widths(x, y)
        var all = [SIMD8<Double>]()
        all.reserveCapacity(Self.count)
        var norms = SIMD8<Double>()
        for n in 0..<Self.count {
            let slopes = widths * slopes(n)
            norms += weights[n] * slopes * slopes
            all.append(slopes)
        }
        let near = model.sources.near(column, row, reach: Self.radius + 25)
        let isFaint = norms.max() < ResidualModel.leastNorm
        if near.isEmpty || isFaint && !near.contains(where: { $0.height > ResidualModel.wingHeight }) { return [] }
        let (owners, profiles) = owners(near, model.fwhm)
        var result: [[Double]] = []
        for (k, source) in near.enumerated() where !source.isGone && owners.contains(k) {
            for j in 0..<6 where norms[j] >= ResidualModel.leastNorm {
                append(to: &result) { owners[$0] == k ? all[$0][j] : 0 }
            }
            if source.height > ResidualModel.wingHeight {
                appendWings(of: source, owners.map { $0 == k }, profiles, (x, y), to: &result)
            }
        }
        return result
    }

    private func append(to patterns: inout [[Double]], _ value: (Int) -> Double) {
        let pattern = (0..<Self.count).map(value)
        var norm = 0.0
        for n in pattern.indices { norm += weights[n] * pattern[n] * pattern[n] }
        if norm >= ResidualModel.leastNorm { patterns.append(pattern) }
    }

    /// Beyond six pixels or so of a bright source its light is known to a fifth, in a smooth way. Light that is much
    /// more than its profile has there is another's, as a faint galaxy's that stands in the wing.
    private func appendWings(
        of source: StaticSource, _ isOwn: [Bool], _ profiles: [Double], _ peak: (x: Double, y: Double),
        to patterns: inout [[Double]]
    ) {
        let far = (0..<Self.count).map { n -> Double in
            let offset = Self.offset(n)
            let (dx, dy) = (Double(column + offset.x) - Double(source.x), Double(row + offset.y) - Double(source.y))
            let reach = ((dx * dx + dy * dy).squareRoot() - 5) / 3
            guard isOwn[n] else { return 0 }
            return ResidualModel.wingShare * min(light(n), 3 * profiles[n]) * max(0, min(1, reach))
        }
        append(to: &patterns) { far[$0] }
        append(to: &patterns) { far[$0] * (Double(column + Self.offset($0).x) - peak.x) / 5 }
        append(to: &patterns) { far[$0] * (Double(row + Self.offset($0).y) - peak.y) / 5 }
    }

    /// For each pixel the source whose profile is the highest, and that profile there.
    private func owners(_ sources: [StaticSource], _ fwhm: Double) -> (sources: [Int], profiles: [Double]) {
        let scale = 1 / (0.95 * fwhm * 0.95 * fwhm)
        var (owners, highest) = ([Int](repeating: 0, count: Self.count), [Double](repeating: -1, count: Self.count))
        for (k, source) in sources.enumerated() {
            let (x, y) = (Double(column) - Double(source.x), Double(row) - Double(source.y))
            for n in 0..<Self.count {
                let offset = Self.offset(n)
                let (dx, dy) = (x + Double(offset.x), y + Double(offset.y))
                let base = 1 + (dx * dx + dy * dy) * scale
                let profile = Double(source.height) / (base * base * base.squareRoot())
                if profile > highest[n] { (owners[n], highest[n]) = (k, profile) }
            }
        }
        return (owners, highest)
    }
}
