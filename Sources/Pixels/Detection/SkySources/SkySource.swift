public import Imaging

/// A place where nothing was detected, measured as a source is: what measurements of nothing give.
public struct SkySource: Sendable, Hashable {
    /// In pixels.
    public let x: Double
    /// The same along y.
    public let y: Double
    /// One for each radius asked for.
    public let apertures: [ApertureFlux]
    /// nil without a PSF.
    public let psf: PSFFlux?

    /// Places at random that are `radius` pixels away from all footprints, unusable pixels and edges, and twice that from
    /// each other: `count` of them, fewer where a hundred tries for each do not find so many.
    ///
    /// The same generator in the same state gives the same places. Complexity: O(tries x (radius^2 + count)).
    public static func places(
        in image: MaskedImage, avoiding sources: Image<MaskPlanes>, count: Int, radius: Int,
        using generator: inout some RandomNumberGenerator
    ) throws -> [(x: Double, y: Double)] {
        guard sources.bounds == image.bounds else {
            throw DetectionError(.size, "a mask of sources of \(sources.width) x \(sources.height)")
        }
        guard (1...1000).contains(radius), (0...1_000_000).contains(count) else {
            throw DetectionError(.parameter, "\(count) sky sources of \(radius) pixels")
        }
        let inner = image.bounds.grown(by: -radius)
        let disc = Disc(radius: Double(radius))
        var result = [(x: Double, y: Double)]()
        for _ in 0..<(inner.isEmpty ? 0 : 100 * count) where result.count < count {
            let x = inner.x + Int(generator.next(upperBound: UInt64(inner.width)))
            let y = inner.y + Int(generator.next(upperBound: UInt64(inner.height)))
            let place = (x: Double(x), y: Double(y))
            guard result.allSatisfy({ isApart($0, place, 2 * Double(radius)) }),
                isClear(disc, x, y, image, sources)
            else { continue }
            result.append(place)
        }
        return result
    }

    /// Measures places chosen so.
    ///
    /// - Parameters:
    ///   - image: from which the sky was taken.
    ///   - sources: a mask that is empty where no source is: `FootprintSet.mask`.
    ///   - threads: at most so many; the result is the same for any number.
    ///
    /// Throws `DetectionError` when the sizes differ, or the count or radius is out of range.
    public static func sources(
        in image: MaskedImage, avoiding sources: Image<MaskPlanes>, count: Int, radius: Int = 8,
        apertureRadii: [Double] = [3, 6], psf: (any PSFModel)? = nil,
        using generator: inout some RandomNumberGenerator, threads: Int = .max
    ) throws -> [SkySource] {
        let places = try places(in: image, avoiding: sources, count: count, radius: radius, using: &generator)
        let photometry = psf.map { ForcedPhotometry(image: image, psf: $0) }
        return mapped(places.count, threads: threads) { n in
            let (x, y) = places[n]
            return SkySource(
                x: x, y: y, apertures: apertureRadii.map { ApertureFlux(of: image, x: x, y: y, radius: $0) },
                psf: photometry?.flux(atX: x, y: y))
        }
    }

    private static func isApart(_ a: (x: Double, y: Double), _ b: (x: Double, y: Double), _ least: Double) -> Bool {
        (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y) >= least * least
    }

    private static func isClear(
        _ disc: Disc, _ x: Int, _ y: Int, _ image: MaskedImage, _ sources: Image<MaskPlanes>
    ) -> Bool {
        disc.halfWidths.enumerated().allSatisfy { n, half in
            let v = y + n - disc.radius
            return (x - half...x + half).allSatisfy { sources[$0, v].isEmpty && image.isUsable(x: $0, y: v) }
        }
    }
}
