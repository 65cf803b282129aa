internal import Imaging

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Finds values for the unusable pixels of an image.
struct MaskFiller: Sendable {
    struct Filling: Sendable {
        let column: Int
        let row: Int
        let value: Float
    }

    private let image: MaskedImage
    private let kept: MaskPlanes
    private let near = FillStencil(sigma: 1.5, radius: 6, step: 1)
    private let far = FillStencil(sigma: 5, radius: 20, step: 2)

    init(_ image: MaskedImage, keeping kept: MaskPlanes) {
        self.image = image
        self.kept = kept
    }

    /// Bands of 64 rows.
    var bands: Int { (image.height + 63) / 64 }

    func fillings(_ band: Int) -> [Filling] {
        var result = [Filling]()
        for y in band * 64..<min(image.height, band * 64 + 64) {
            for x in 0..<image.width where !image.isUsable(x: x, y: y) && image.mask[x, y].isDisjoint(with: kept) {
                guard let value = near.mean(image, x, y) ?? far.mean(image, x, y) else { continue }
                result.append(Filling(column: x, row: y, value: value))
            }
        }
        return result
    }
}

/// Weights of the pixels around one.
private struct FillStencil: Sendable {
    private let places: [(dx: Int, dy: Int, weight: Float)]
    private let least: Float

    init(sigma: Double, radius: Int, step: Int) {
        let offsets = stride(from: -radius, through: radius, by: step)
        let places = offsets.flatMap { dy in
            offsets.map { dx in (dx: dx, dy: dy, weight: Float(exp(-Double(dx * dx + dy * dy) / (2 * sigma * sigma)))) }
        }
        self.places = places.filter { $0.weight > 1e-4 }
        least = 0.05 * places.reduce(0) { $0 + $1.weight }
    }

    /// nil where the usable pixels have less than a twentieth of the weight.
    func mean(_ image: MaskedImage, _ x: Int, _ y: Int) -> Float? {
        var (sum, weights) = (Float(0), Float(0))
        let bounds = image.bounds
        for place in places {
            let (column, row) = (x + place.dx, y + place.dy)
            guard bounds.contains(x: column, y: row), image.isUsable(x: column, y: row) else { continue }
            sum += place.weight * image.image[column, row]
            weights += place.weight
        }
        return weights >= least ? sum / weights : nil
    }
}
