internal import Imaging

/// Divides footprints and measures their sources.
struct SourceMeasuring: Sendable {
    private let image: MaskedImage
    private let map: Image<Float>
    private let settings: SourceCatalogue.Settings
    /// Of a pixel of sky, in the image's unit.
    private let noise: SmoothMap?
    private let psf: PSFSamples?

    init(
        _ image: MaskedImage, _ map: Image<Float>, _ settings: SourceCatalogue.Settings, _ noise: SmoothMap?,
        _ psf: (any PSFModel)?, _ footprints: [Footprint], _ threads: Int
    ) {
        (self.image, self.map, self.settings, self.noise) = (image, map, settings, noise)
        self.psf = psf.flatMap { psf in
            guard settings.measures.contains(.psf) else { return nil }
            let places = footprints.map { (x: Self.middle($0).column, y: Self.middle($0).row) }
            return PSFSamples(psf, side: settings.psfSide, image.bounds, places: places, threads: threads)
        }
    }

    /// The sources of a footprint, without their numbers.
    func sources(of footprint: Footprint, _ parent: Int) -> [Source] {
        let middle = Self.middle(footprint)
        let children =
            settings.deblending?.sources(
                of: footprint, in: image, map: map, noise: noise(middle)) ?? [footprint]
        let peaks = children.map { $0.highest ?? Self.middle($0) }
        let sampled = psf?.psf(atX: middle.column, y: middle.row)
        let fits = sampled.map { PSFGroups.fits(image, $0, peaks.map { ($0.x, $0.y) }) }
        guard children.count > 1 else {
            return [source(children[0], peaks[0], parent, fits?[0], light(of: children[0]))]
        }
        let light = blend(footprint, peaks, sampled, fits)
        return children.indices.map { n in
            let part = PixelBox(aroundX: peaks[n].column, y: peaks[n].row, radius: reach).union(children[n].box)
            let alone = light.alone(n, in: image, part)
            let origin = part.intersection(image.bounds)
            let own = SourceLight(alone, peaks[n].isNegative, x0: origin.x, y0: origin.y)
            return source(children[n], peaks[n], parent, fits?[n], own, [.blended])
        }
    }

    /// The image where a single source stands; a part of it where it must be turned over.
    private func light(of footprint: Footprint) -> SourceLight {
        let peak = Self.middle(footprint)
        guard peak.isNegative else { return SourceLight(image, false) }
        let part = PixelBox(aroundX: peak.column, y: peak.row, radius: reach).union(footprint.box)
        let origin = part.intersection(image.bounds)
        return SourceLight(image.cropped(to: part), true, x0: origin.x, y0: origin.y)
    }

    /// Pixels each way that measurements may need.
    private var reach: Int { Int(max(settings.apertureRadii.max() ?? 0, 30)) + 2 }

    private func blend(
        _ footprint: Footprint, _ peaks: [Peak], _ psf: SampledPSF?, _ fits: [PSFFit]?
    ) -> BlendedLight {
        if let psf, let fits, fits.allSatisfy(Self.isGood) {
            return BlendedLight(fits, psf, box: footprint.box.grown(by: psf.side / 2))
        }
        let sign: Float = footprint.highest?.isNegative == true ? -1 : 1
        return BlendedLight(
            image.image, footprint.box.grown(by: 8), centres: peaks.map { ($0.x, $0.y) }, reach: reach, sign: sign)
    }

    /// Whether a PSF describes a source to two hundredths of its light, or to the noise.
    private static func isGood(_ fit: PSFFit) -> Bool {
        let share = 0.02 * fit.flux / fit.fluxError
        return fit.flux.isFinite && fit.reducedChi2 < 3 + share * share
    }

    /// The highest peak, or the middle of the first run where there is none.
    private static func middle(_ footprint: Footprint) -> Peak {
        if let peak = footprint.highest { return peak }
        let span = footprint.spans[0]
        let (x, y) = (Int(span.start), Int(span.row))
        return Peak(column: x, row: y, x: Double(x), y: Double(y), height: 0)
    }

    /// That of the nearest node of the map, which is near enough for peaks and cheap.
    private func noise(_ peak: Peak) -> Double {
        guard let noise else { return Double(max(0, image.variance[peak.column, peak.row])).squareRoot() }
        let nodes = noise.nodes
        return nodes[peak.column * nodes.width / noise.width, peak.row * nodes.height / noise.height]
    }

    private func source(
        _ footprint: Footprint, _ peak: Peak, _ parent: Int, _ fit: PSFFit?, _ light: SourceLight,
        _ flags: SourceFlags = []
    ) -> Source {
        let mask = SourceFlags(image.mask, footprint, column: peak.column, row: peak.row)
        var source = Source(
            id: 0, parent: parent, footprint: footprint, peak: peak, flags: flags.union(mask),
            isophotal: IsophotalMoments(light.image, footprint, peak: peak, x0: light.x0, y0: light.y0),
            psf: fit, apertures: [])
        if peak.isNegative { source.flags.insert(.negative) }
        if let fit, !fit.isSettled { source.flags.insert(.psfFluxFailed) }
        if settings.measures.contains(.windowed) { light.window(&source, sigma: settings.windowSigma) }
        if !settings.measures.isDisjoint(with: [.moments, .kron]) {
            light.moments(&source, sigma: settings.windowSigma)
        }
        light.apertures(&source, settings.apertureRadii)
        if settings.measures.contains(.kron) { light.kron(&source, settings.kron) }
        if !settings.measures.contains(.moments) { (source.moments, source.momentErrors) = (nil, nil) }
        return source
    }
}
