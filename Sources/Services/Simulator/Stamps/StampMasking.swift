import Imaging
import Observing
import Rendering

/// What the masks of one visit's stamps need to know beside the light.
struct StampMasking: Sendable {
    let scene: StampScene
    let renderer: StampRenderer

    init(_ scene: StampScene, _ renderer: StampRenderer) { (self.scene, self.renderer) = (scene, renderer) }

    /// The masks of a stamp that begins at `first`. Complexity: O(pixels).
    func masks(
        of alert: AlertTruth, _ images: (light: StampLight, planes: StampPlanes), _ sources: [StampSource],
        _ first: (x: Int, y: Int), _ fullWell: Double, _ defects: [Int]
    ) -> StampMasks {
        var masks = renderer.masks(
            of: images.light, images.planes, marked(sources, alert), fullWell: fullWell, defects: defects)
        let found: MaskPlanes = alert.epoch.measured.isNegative ? .detectedNegative : .detected
        for index in footprint(alert, first) { masks.difference[index].insert(found) }
        for index in beyond(alert.epoch.truePixel.detector, first) {
            masks.science[index].insert(.edge)
            masks.template[index].insert(.edge)
            masks.difference[index].insert(.edge)
        }
        return masks
    }

    /// Without the alert's own hit, which comes first, where the pipeline did not find it to be one.
    private func marked(_ sources: [StampSource], _ alert: AlertTruth) -> [StampSource] {
        let isHidden = alert.artefact?.kind == .cosmicRay && !alert.epoch.measured.flags.contains(.cosmicRay)
        return isHidden ? Array(sources.dropFirst()) : sources
    }

    /// The least that a detection is: the pixels within half a width of the PSF of where it was measured. Of two lobes
    /// none lies there.
    private func footprint(_ alert: AlertTruth, _ first: (x: Int, y: Int)) -> [Int] {
        guard !alert.epoch.measured.isDipole else { return [] }
        let (pixel, radius) = (alert.epoch.measured.pixel, renderer.science.psf.fwhm / 2)
        return pixels { column, row in
            let (dx, dy) = (Double(column + first.x) - pixel.x, Double(row + first.y) - pixel.y)
            return dx * dx + dy * dy <= radius * radius
        }
    }

    private func beyond(_ number: Int, _ first: (x: Int, y: Int)) -> [Int] {
        guard scene.camera.detectors.indices.contains(number) else { return [] }
        let detector = scene.camera.detectors[number]
        let (right, top) = (first.x + renderer.width, first.y + renderer.height)
        if first.x >= 0, first.y >= 0, right <= detector.width, top <= detector.height { return [] }
        return pixels { column, row in
            !(0..<detector.width).contains(column + first.x) || !(0..<detector.height).contains(row + first.y)
        }
    }

    private func pixels(_ isIn: (_ column: Int, _ row: Int) -> Bool) -> [Int] {
        (0..<renderer.width * renderer.height).filter { isIn($0 % renderer.width, $0 / renderer.width) }
    }
}
