/// The path of a moving source during an exposure: a line of even light, its middle at the source's place.
public struct Trail: Sendable, Hashable {
    /// Pixels; negative or not finite counts as 0, more than 1,000 as that.
    public var length: Double
    /// Degrees from +x towards +y.
    public var angle: Double

    /// Parameters are kept as they are; the length is held within its range where the trail is drawn.
    public init(length: Double, angle: Double) {
        self.length = length
        self.angle = angle
    }

    /// `core` drawn out along the line, in pieces of at most 1.5 of its narrowest standard deviation, each a Gaussian with the
    /// piece's own variance added.
    func drawn(_ core: PlaneGaussian) -> [PlaneGaussian] {
        let length = length.held(0, 1000)
        guard length > 0, angle.isFinite else { return [core] }
        let narrow = min(core.covariance.xx, core.covariance.yy).squareRoot()
        let count = max(1, Int((length / (1.5 * narrow)).rounded(.up)))
        let unit = direction(degrees: angle)
        let piece = length / Double(count)
        let spread = Covariance(along: piece * piece / 12, across: 0, axis: angle)
        return (0..<count).map { number in
            let place = (Double(number) + 0.5) * piece - length / 2
            let line = PlaneGaussian(
                flux: 1 / Double(count), x: place * unit.x, y: place * unit.y, covariance: spread)
            return core.convolved(with: line)
        }
    }
}
