import Observing
import SkyMath
import SkyModel

/// The stars of the sky that leave dipoles and ghosts.
struct BrightStars: Sendable {
    let sky: Sky
    let cells: StarCells
    /// Mean r magnitude of the faintest.
    static let limit = 16.0

    /// By detector: stars on it, and those of the field that leave ghosts. In the same order on any number of threads.
    /// Complexity: O(cells + bright stars).
    func onDetectors(_ cells: [Int64], _ scene: StampScene, _ rates: ArtefactRates) -> [[BrightStar]] {
        let faintest = min(rates.dipoleFlux, rates.ghostFlux)
        let all = concurrently(cells.count) { stars(cells[$0], scene, brighterThan: faintest) }.flatMap(\.self)
        var byDetector = [[BrightStar]](repeating: [], count: scene.camera.detectors.count)
        for star in all where star.flux < rates.ghostFlux {
            guard let detector = scene.camera.detector(at: star.point) else { continue }
            byDetector[detector.number].append(star.on(detector))
        }
        for star in all where star.flux >= rates.ghostFlux {
            for detector in scene.camera.detectors { byDetector[detector.number].append(star.on(detector)) }
        }
        return byDetector
    }

    private struct Placed {
        var key: UInt64
        var point: FocalPoint
        var flux: Double

        func on(_ detector: Detector) -> BrightStar {
            BrightStar(key: key, pixel: detector.pixel(point), flux: flux)
        }
    }

    /// Of constant light: those that vary are sources by themselves.
    private func stars(_ cell: Int64, _ scene: StampScene, brighterThan flux: Double) -> [Placed] {
        let stars =
            sky.catalogues.stars?.members(cell: cell).filter { $0.magnitude(.r) < Self.limit }
            ?? cells.cell(cell).stars(brighterThan: Self.limit)
        return stars.compactMap { star in
            let light = ABMagnitude.nJy(star.magnitude(scene.visit.band))
            guard star.variability == .constant, light >= flux,
                let point = scene.pointing.focalPoint(star.position(mjdTai: scene.visit.midpointMjdTai))
            else { return nil }
            return Placed(key: star.id.rawValue, point: point, flux: light)
        }
    }
}
