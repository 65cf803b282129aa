internal import Detection
internal import Imaging

extension PeakFit {
    /// Pixels from saturated ones that are their neighbourhood, and from the edge that are near it.
    private static let (saturationReach, edgeReach) = (20, 8)

    /// - Parameter spread: pixels that the difference's mask has grown saturated regions by.
    func flags(_ model: ResidualModel, spread: Int) -> DifferenceDetection.Flags {
        var flags: DifferenceDetection.Flags = isSettled ? [] : .unsettled
        let (column, row) = (stamp.column + Int(x.rounded()), stamp.row + Int(y.rounded()))
        let image = model.white.image
        let isOnUsable = image.bounds.contains(x: column, y: row) && image.isUsable(x: column, y: row)
        if !isOnUsable || coverage < 0.6 { flags.insert(.masked) }
        let edge = min(column, row, image.width - 1 - column, image.height - 1 - row)
        if edge < Self.edgeReach { flags.insert(.edge) }
        let (height, light) = (abs(trial.flux) * (trial.profile.max() ?? 0), stamp.brightest)
        let isFree = image.mask.isFree(
            of: .saturated, withinDisc: Double(Self.saturationReach - spread), aroundX: column, y: row)
        if !isFree, height < 2 * light.middle { flags.insert(.nearSaturation) }
        if height < 0.003 * light.all { flags.insert(.brightStarResidual) }
        if isSharp { flags.insert(.sharp) }
        if !image.mask.isFree(of: .streak, aroundX: column, y: row, radius: 1) { flags.insert(.streak) }
        return flags
    }

    /// Whether a single pixel explains the values nearly as well as the PSF does, by their noise alone.
    private var isSharp: Bool {
        var (product, norm) = (0.0, 0.0)
        for n in trial.profile.indices {
            product += stamp.weights[n] * trial.profile[n] * stamp.values[n]
            norm += stamp.weights[n] * trial.profile[n] * trial.profile[n]
        }
        let single = trial.profile.indices.reduce(0.0) { highest, n in
            let offset = PeakStamp.offset(n)
            guard abs(Double(offset.x) - x) < 2, abs(Double(offset.y) - y) < 2 else { return highest }
            return max(highest, stamp.values[n] * stamp.values[n] * stamp.weights[n])
        }
        return norm > 0 && single > 0.8 * product * product / norm
    }
}

extension Image<MaskPlanes> {
    /// Whether no pixel nearer than `radius` to a pixel has one of `planes`.
    fileprivate func isFree(of planes: MaskPlanes, withinDisc radius: Double, aroundX x: Int, y: Int) -> Bool {
        let reach = Int(max(0, radius))
        if isFree(of: planes, aroundX: x, y: y, radius: reach) { return true }
        let box = PixelBox(aroundX: x, y: y, radius: reach).intersection(bounds)
        return box.rows.allSatisfy { row in
            box.columns.allSatisfy { column in
                let (dx, dy) = (Double(column - x), Double(row - y))
                return dx * dx + dy * dy > radius * radius || self[column, row].isDisjoint(with: planes)
            }
        }
    }
}
