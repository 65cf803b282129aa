internal import Imaging

extension StampRenderer {
    /// The bits that follow from the light and its pixels: saturated, bad, cosmic ray, and detected at a signal to noise of
    /// five.
    ///
    /// The footprints are those of the light without noise, seen through the point spread function; they are not grown.
    /// Complexity: O(pixels x width of the point spread function).
    ///
    /// - Parameters:
    ///   - light: of the same sources.
    ///   - planes: what was read out of it.
    ///   - fullWell: nJy of a pixel, as `planes` were read out.
    ///   - defects: indices of the science image's bad pixels.
    public func masks(
        of light: StampLight, _ planes: StampPlanes, _ sources: [StampSource], fullWell: Double, defects: [Int] = []
    ) -> StampMasks {
        let full = Float(fullWell.held(0, 1e30))
        var masks = StampMasks(
            science: footprints(light.science, science), template: footprints(light.template, template),
            difference: differenceFootprints(light))
        for index in light.science.indices {
            if planes.science[index] >= full {
                masks.science[index].insert(.saturated)
                masks.difference[index].insert(.saturated)
            }
            if planes.template[index] >= full { masks.template[index].insert(.saturated) }
            if planes.matchedTemplate[index] >= full { masks.difference[index].insert(.saturated) }
        }
        for index in defects where light.science.indices.contains(index) {
            masks.science[index].formUnion([.bad, .interpolated])
            masks.difference[index].formUnion([.bad, .interpolated])
        }
        for index in hits(sources) {
            masks.science[index].insert(.cosmicRay)
            masks.difference[index].insert(.cosmicRay)
        }
        return masks
    }

    private static let threshold: Float = 5

    private func footprints(_ pixels: [Float], _ depth: EpochDepth) -> [MaskPlanes] {
        MatchedFilter(depth.psf).significance(pixels, width: width, noise: depth.variance.floor.squareRoot()).map {
            $0 > Self.threshold ? .detected : []
        }
    }

    private func differenceFootprints(_ light: StampLight) -> [MaskPlanes] {
        let noise = (science.variance.floor + template.variance.floor).squareRoot()
        let difference = zip(light.science, light.matched).map { $0 - $1 }
        return MatchedFilter(science.psf).significance(difference, width: width, noise: noise).map {
            $0 > Self.threshold ? .detected : $0 < -Self.threshold ? .detectedNegative : []
        }
    }

    /// Pixels that rays put more than the sky's noise into.
    private func hits(_ sources: [StampSource]) -> [Int] {
        var canvas = Canvas(width: width, height: height)
        for source in sources {
            guard case .hit = source.shape else { continue }
            canvas.add(scienceCamera.image(of: source.shape), flux: source.scienceFlux, x: source.x, y: source.y)
        }
        let floor = Float(science.skyNoise.held(0, 1e15))
        return canvas.pixels.indices.filter { canvas.pixels[$0] > floor }
    }
}
