internal import Detection
internal import Imaging

/// A star on both images.
struct StarPair: Sendable {
    private let science: StarFit
    private let template: StarFit

    /// Least S/N of a star's flux in either image.
    private static let leastSignificance = 20.0

    /// The stars that can be measured on both, in their order.
    static func fits(
        _ science: ProperImage, _ template: ProperImage, _ stars: [StampPosition], side: Int, threads: Int
    ) -> [StarPair] {
        mapped(stars.count, threads: threads) { StarPair(science, template, stars[$0], side) }.compactMap { $0 }
    }

    private init?(_ science: ProperImage, _ template: ProperImage, _ star: StampPosition, _ side: Int) {
        guard let own = StarFit(template, nearX: Double(star.x), y: Double(star.y), side: side),
            let other = StarFit(science, nearX: own.x, y: own.y, side: side),
            [own, other].allSatisfy({ $0.flux > Self.leastSignificance * $0.fluxVariance.squareRoot() })
        else { return nil }
        (self.science, self.template) = (other, own)
    }

    var ratio: SmoothField.Measurement {
        let ratio = science.flux / template.flux
        let shares =
            science.fluxVariance / (science.flux * science.flux)
            + template.fluxVariance / (template.flux * template.flux)
        return measurement(ratio, ratio * ratio * shares)
    }

    var shiftX: SmoothField.Measurement {
        measurement(science.x - template.x, science.xVariance + template.xVariance)
    }

    var shiftY: SmoothField.Measurement {
        measurement(science.y - template.y, science.yVariance + template.yVariance)
    }

    var position: StampPosition { StampPosition(x: Int(template.x.rounded()), y: Int(template.y.rounded())) }

    private func measurement(_ value: Double, _ variance: Double) -> SmoothField.Measurement {
        SmoothField.Measurement(x: template.x, y: template.y, value: value, variance: variance)
    }
}
