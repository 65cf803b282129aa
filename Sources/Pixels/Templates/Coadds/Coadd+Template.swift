internal import Imaging

extension Coadd {
    /// The template as it is now; more exposures may follow.
    ///
    /// - Parameters:
    ///   - artefacts: nil leaves everything in.
    ///   - threads: at most so many; the result is the same for any number.
    /// - Complexity: O(pixels x exposures) to find artefacts, O(pixels) without.
    ///
    /// Throws `TemplatesError` where there is no exposure, or no pixel has one.
    public func template(
        rejecting artefacts: ArtefactOptions? = ArtefactOptions(), threads: Int = .max
    ) throws -> Template {
        try artefacts?.check()
        guard !inputs.isEmpty else { throw TemplatesError(.noOverlap, "the template has no exposure") }
        var found: [Artefact] = []
        var rejected: Image<UInt8>?
        if let artefacts, let extremes, let target = frame.options.target {
            (found, rejected) = try ArtefactFinder(
                extremes: extremes, inputs: inputs, fwhm: target.fwhm, options: artefacts, threads: threads
            ).find()
        }
        let planes = try TemplatePlanes(self, rejected: rejected, threads: threads)
        guard planes.coverage.pixels.contains(where: { $0 > 0 }) else {
            throw TemplatesError(.allMasked, "no pixel of the template has a usable exposure")
        }
        var image = planes.image
        if let rejected {
            image.image = try SubstitutedLight(self, planes, rejected: rejected, threads: threads).values()
        }
        return Template(
            frame: frame, image: image, coverage: planes.coverage, weight: planes.weight,
            rejected: planes.rejected, psf: psf, noiseCorrelation: noiseCorrelation, inputs: inputs, artefacts: found)
    }

    /// The PSF of all exposures so far.
    public var psf: CoaddPSF { CoaddPSF(grid: frame.psfGrid, sums: psfSums, weights: psfWeights) }

    /// The exposures' noise correlation, weighted by what they add to the template's variance.
    private var noiseCorrelation: Double {
        let whole = inputs.reduce(0) { $0 + $1.weight * Double($1.pixels) }
        let single = inputs.reduce(0) { $0 + $1.weight * Double($1.pixels) / $1.noiseCorrelation }
        return single > 0 ? whole / single : .nan
    }
}
