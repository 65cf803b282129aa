internal import Detection
internal import Differencing
internal import FITS
internal import Imaging

/// All that is measured of a detection for its packet. Fluxes are in the units of their images.
struct DetectionMeasurement: Sendable {
    let detection: DifferenceDetection
    /// From 0, by the catalogue's order.
    let number: Int
    let sky: LocalSky
    /// Nil where the map of significance has nothing there.
    let footprint: Footprint?
    let aperture: ApertureFlux
    /// Nil without a PSF of the image.
    let science: PSFFlux?
    let template: PSFFlux?
    let shape: DetectionShape
    /// Usable pixels of those that the PSF was fitted to.
    let psfPixels: Int
    /// Nil where a point describes the pixels as well.
    let dipole: DipoleFit?
    let trail: TrailFit?
    /// Planes of all three images in the footprint, and in the 3 x 3 pixels about the place.
    let planes: MaskPlanes
    let centrePlanes: MaskPlanes
    let isOffImage: Bool
    /// Nil where the scorer cannot tell, or there is none.
    let reliability: Double?

    /// Pixels of a side of the square that holds the footprint; 1 where there is none.
    var boxSide: Int { footprint.map { max($0.box.width, $0.box.height) } ?? 1 }
    /// The aperture reaches beyond the image.
    let isApertureCut: Bool

    /// LSST's, pixels.
    static let apertureRadius = 12.0
}

/// Measures the detections of a subtraction.
struct DetectionMeasuring: Sendable {
    let run: SubtractionRun
    let science: PacketImage
    let template: PacketImage
    let world: WorldCoordinates
    let footprints: [Footprint?]
    let reliability: [Double]?

    /// Of the search's own fit, pixels each way.
    private static let fitRadius = 11

    /// - Throws: `PromptProcessingError` where the place lies on no sky. Complexity: O(pixels about it x fits).
    func measurement(_ n: Int) throws -> DetectionMeasurement {
        let (found, difference) = (run.result.detections[n], run.result.difference)
        let (x, y, radius) = (found.x, found.y, DetectionMeasurement.apertureRadius)
        guard let sky = LocalSky(world, x: x, y: y) else {
            throw PromptProcessingError(
                .argument, "detection \(n + 1) at (\(x), \(y)) lies on no sky by the header", path: run.science.name)
        }
        let psf = run.result.psf.image(atX: x, y: y, side: PacketImage.psfSide)
        let shape = DetectionShape(of: difference, x: x, y: y, isNegative: found.isNegative, psfImage: psf)
        let dipole = DipoleFit(of: difference, psf: run.result.psf, nearX: x, y: y).flatMap { $0.isDipole ? $0 : nil }
        let centre = PixelBox(aroundX: Int(x.rounded()), y: Int(y.rounded()), radius: 1)
        return DetectionMeasurement(
            detection: found, number: n, sky: sky, footprint: footprints[n],
            aperture: ApertureFlux(of: difference, x: x, y: y, radius: radius),
            science: science.forcedFlux(x: x, y: y), template: template.forcedFlux(x: x, y: y), shape: shape,
            psfPixels: usablePixels(x, y), dipole: dipole,
            trail: dipole == nil && shape.mayBeTrail ? trail(x, y) : nil, planes: planes(footprints[n], centre),
            centrePlanes: planes(nil, centre),
            isOffImage: !difference.bounds.contains(x: Int(x.rounded()), y: Int(y.rounded())),
            reliability: reliability.flatMap { $0[n].isFinite ? $0[n] : nil },
            isApertureCut: min(x, y) < radius - 0.5 || Double(difference.width) - 0.5 - x < radius
                || Double(difference.height) - 0.5 - y < radius)
    }

    private func trail(_ x: Double, _ y: Double) -> TrailFit? {
        TrailFit(of: run.result.difference, psf: run.result.psf, nearX: x, y: y).flatMap { $0.isTrail ? $0 : nil }
    }

    private func usablePixels(_ x: Double, _ y: Double) -> Int {
        let difference = run.result.difference
        let box = PixelBox(aroundX: Int(x.rounded()), y: Int(y.rounded()), radius: Self.fitRadius)
            .intersection(difference.bounds)
        return box.rows.reduce(0) { sum, row in
            box.columns.reduce(sum) { $0 + (difference.isUsable(x: $1, y: row) ? 1 : 0) }
        }
    }

    /// What is beyond the image is its edge, without data.
    private func planes(_ footprint: Footprint?, _ box: PixelBox) -> MaskPlanes {
        let bounds = run.result.difference.bounds
        let inside = box.intersection(bounds)
        var planes: MaskPlanes = inside == box ? [] : [.edge, .noData]
        for mask in [run.result.difference.mask, run.science.pixels.mask, run.template.pixels.mask] {
            for row in inside.rows { for column in inside.columns { planes.formUnion(mask[column, row]) } }
            for span in footprint?.spans ?? [] {
                for column in span.columns { planes.formUnion(mask[column, Int(span.row)]) }
            }
        }
        return planes
    }
}
