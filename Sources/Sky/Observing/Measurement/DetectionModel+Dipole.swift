internal import SkyMath

extension DetectionModel {
    /// The dipole that a source leaves in the difference: that of its artefact, or what a misregistration of the images by
    /// some 0.02 arcsec makes of a bright source, where this is more than the source's own change. Complexity: O(1).
    public func dipole(of truth: SourceTruth, in visit: Visit, depth: MeasuringDepth) -> Dipole? {
        if let dipole = truth.dipole { return dipole }
        let light = min(truth.scienceFlux, truth.templateFlux)
        // A shift is drawn only where one of five standard deviations would be seen.
        guard light * 0.1 / visit.seeingFwhmGeom > threshold * depth.science(flux: 0).squareRoot() else { return nil }
        var draws = Draws(seed: seed, 0xD1B0, UInt64(bitPattern: visit.id), truth.key)
        let dipole = Dipole(
            flux: light, shift: 0.02 * abs(draws.normal()) / LSSTCamera.arcsecPerPixel,
            seeingPixels: visit.seeingFwhmGeom / LSSTCamera.arcsecPerPixel, angle: draws.uniform(0..<360))
        let isSeen = dipole.meanFlux > threshold * depth.science(flux: 0).squareRoot()
        return isSeen && dipole.meanFlux > abs(truth.scienceFlux - truth.templateFlux) ? dipole : nil
    }

    func fit(_ truth: SourceTruth, _ frame: Frame, fluxErr: Double) -> DipoleFit? {
        dipole(of: truth, in: frame.visit, depth: frame.depth).map { dipole in
            var draws = Draws(seed: seed, 0xD1BF, UInt64(bitPattern: frame.visit.id), truth.key)
            return DipoleFit(dipole, fluxErr: fluxErr, frame, &draws)
        }
    }
}
