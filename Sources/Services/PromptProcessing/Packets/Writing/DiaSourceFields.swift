internal import AlertModel
internal import Detection
internal import Differencing
internal import FITS
internal import Imaging

/// A diaSource as the packet has it: a detection's measurement under the schema's names.
///
/// Fluxes are nJy, angles degrees but lengths of trails and dipoles arcsec and moments arcsec^2 along right ascension and
/// declination, position angles from north through east. What these pixels do not tell is null: likelihoods, extendedness,
/// streaks, injections, glints, covariances of fits.
struct DiaSourceFields {
    let facts: PacketFacts
    /// Of one unit of the difference.
    let nJy: Double
    /// Of one unit of the science image.
    let scienceNJy: Double

    /// Sets each field that has a value.
    func write(_ measured: DetectionMeasurement, id: Int64, _ row: FieldRow<DiaSourceField>) {
        identity(id, row)
        place(measured, row)
        fluxes(measured, row)
        forced(measured, row)
        shape(measured, row)
        trail(measured, row)
        dipole(measured, row)
        planes(measured, row)
        row.put(.reliability, measured.reliability)
        if measured.reliability != nil { facts.options.reliabilityVersion.map { row.set(.reliabilityVersion, $0) } }
    }

    private func identity(_ id: Int64, _ row: FieldRow<DiaSourceField>) {
        row.set(.diaSourceId, id)
        row.set(.diaObjectId, id)
        row.set(.visit, facts.identity.visit)
        row.set(.detector, Int64(facts.identity.detector))
        row.set(.midpointMjdTai, facts.midpointMjdTai)
        row.put(.exposureTime, facts.exposureSeconds)
        row.set(.timeProcessedMjdTai, facts.options.processedMjdTai)
        row.set(.band, "\(facts.band)")
    }

    private func place(_ measured: DetectionMeasurement, _ row: FieldRow<DiaSourceField>) {
        let found = measured.detection
        row.set(.ra, measured.sky.plane.ra)
        row.set(.dec, measured.sky.plane.dec)
        let errors = measured.positionErrors
        row.put(.raErr, errors.ra.squareRoot())
        row.put(.decErr, errors.dec.squareRoot())
        row.put(.ra_dec_Cov, errors.raDec)
        row.set(.x, found.x)
        row.set(.y, found.y)
        row.put(.xErr, found.xError)
        row.put(.yErr, found.yError)
        row.set(.centroid_flag, found.flags.contains(.unsettled))
        row.set(.bboxSize, Int64(measured.boxSide))
        row.set(.isNegative, found.isNegative)
    }

    private func fluxes(_ measured: DetectionMeasurement, _ row: FieldRow<DiaSourceField>) {
        let (found, aperture) = (measured.detection, measured.aperture)
        row.put(.psfFlux, found.flux * nJy)
        row.put(.psfFluxErr, found.fluxError * nJy)
        row.put(.snr, abs(found.signalToNoise))
        row.set(.psfNdata, Int64(measured.psfPixels))
        if measured.psfPixels > 0 { row.put(.psfChi2, found.reducedChiSquare * Double(measured.psfPixels)) }
        row.set(.psfFlux_flag, !found.flags.isDisjoint(with: [.masked, .edge]))
        row.set(.psfFlux_flag_edge, found.flags.contains(.edge))
        row.set(.psfFlux_flag_noGoodPixels, measured.psfPixels == 0)
        if aperture.area > 0 {
            row.put(.apFlux, aperture.flux * nJy)
            row.put(.apFluxErr, aperture.error * nJy)
        }
        row.set(.apFlux_flag, aperture.coverage < 0.99 || measured.isApertureCut)
        row.set(.apFlux_flag_apertureTruncated, measured.isApertureCut)
    }

    private func forced(_ measured: DetectionMeasurement, _ row: FieldRow<DiaSourceField>) {
        if let flux = measured.science {
            row.put(.scienceFlux, flux.flux * scienceNJy)
            row.put(.scienceFluxErr, flux.error * scienceNJy)
            row.set(.forced_PsfFlux_flag, flux.coverage < 0.6)
            row.set(.forced_PsfFlux_flag_edge, measured.detection.flags.contains(.edge))
            row.set(.forced_PsfFlux_flag_noGoodPixels, !(flux.coverage > 0))
        }
        if let flux = measured.template {
            row.put(.templateFlux, flux.flux * nJy)
            row.put(.templateFluxErr, flux.error * nJy)
        }
    }

    private func shape(_ measured: DetectionMeasurement, _ row: FieldRow<DiaSourceField>) {
        let shape = measured.shape
        row.set(.shape_flag, !shape.isGood)
        row.set(.shape_flag_no_pixels, shape.moments.status == .noLight)
        row.set(.shape_flag_not_contained, shape.moments.status == .wandered)
        if shape.psf.status == .converged {
            row.put(measured.sky.moments(shape.psf), .ixxPSF, .ixyPSF, .iyyPSF)
        }
        if shape.isGood { row.put(measured.sky.moments(shape.moments), .ixx, .ixy, .iyy) }
    }
}

extension DetectionMeasurement {
    /// Variances and covariance along right ascension (times cos dec) and declination, degrees^2.
    var positionErrors: (ra: Double, raDec: Double, dec: Double) {
        let (dx, dy) = (detection.xError, detection.yError)
        return sky.moments(xx: dx * dx, xy: 0, yy: dy * dy)
    }
}

extension LocalSky {
    /// In arcsec^2.
    fileprivate func moments(_ shape: AdaptiveMoments) -> (ra: Double, raDec: Double, dec: Double) {
        let moments = moments(xx: shape.xx, xy: shape.xy, yy: shape.yy)
        let square = 3600.0 * 3600
        return (moments.ra * square, moments.raDec * square, moments.dec * square)
    }
}

extension FieldRow<DiaSourceField> {
    /// Null where there is no finite number.
    func put(_ field: DiaSourceField, _ number: Double?) {
        if let number, number.isFinite { set(field, number) }
    }

    fileprivate func put(
        _ moments: (ra: Double, raDec: Double, dec: Double), _ xx: DiaSourceField, _ xy: DiaSourceField,
        _ yy: DiaSourceField
    ) {
        put(xx, moments.ra)
        put(xy, moments.raDec)
        put(yy, moments.dec)
    }
}
