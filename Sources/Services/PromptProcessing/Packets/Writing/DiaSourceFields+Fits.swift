internal import AlertModel
internal import Detection
internal import FITS
internal import Imaging

extension DiaSourceFields {
    /// Only of what a line of light describes better than a point.
    func trail(_ measured: DetectionMeasurement, _ row: FieldRow<DiaSourceField>) {
        row.set(.trailNdata, Int64(measured.trail?.pixelCount ?? 0))
        guard let fit = measured.trail else { return }
        row.put(.trailFlux, fit.flux * nJy)
        row.put(.trailFluxErr, fit.fluxError * nJy)
        let place = measured.sky.plane.sky(x: fit.position.x, y: fit.position.y)
        row.put(.trailRa, place.ra)
        row.put(.trailDec, place.dec)
        let (dx, dy) = (fit.position.xError, fit.position.yError)
        let errors = measured.sky.moments(xx: dx * dx, xy: 0, yy: dy * dy)
        row.put(.trailRaErr, errors.ra.squareRoot())
        row.put(.trailDecErr, errors.dec.squareRoot())
        let way = measured.sky.way(length: fit.length, angle: fit.angle)
        row.put(.trailLength, way.degrees * 3600)
        row.put(.trailLengthErr, way.degrees * 3600 * fit.lengthError / fit.length)
        row.put(.trailAngle, way.positionAngle.truncatingRemainder(dividingBy: 180))
        row.put(.trailAngleErr, fit.angleError)
        row.put(.trailChi2, fit.chi2)
        row.set(.trail_flag, false)
        row.set(.trail_flag_edge, measured.planes.contains(.edge))
    }

    /// Only of what two points of opposite signs describe better than one.
    func dipole(_ measured: DetectionMeasurement, _ row: FieldRow<DiaSourceField>) {
        row.set(.dipoleFitAttempted, true)
        row.set(.isDipole, measured.dipole != nil)
        row.set(.dipoleNdata, Int64(measured.dipole?.pixelCount ?? 0))
        guard let fit = measured.dipole else { return }
        let (bright, dark) = (fit.positive.flux, -fit.negative.flux)
        row.put(.dipoleMeanFlux, (bright + dark) / 2 * nJy)
        row.put(.dipoleFluxDiff, (bright - dark) * nJy)
        let way = measured.sky.way(length: fit.separation, angle: fit.angle)
        row.put(.dipoleLength, way.degrees * 3600)
        row.put(.dipoleAngle, way.positionAngle)
        row.put(.dipoleChi2, fit.chi2)
    }

    /// Planes of any of the three images; `Center` are the 3 x 3 pixels about the place.
    func planes(_ measured: DetectionMeasurement, _ row: FieldRow<DiaSourceField>) {
        func mark(_ plane: MaskPlanes, _ field: DiaSourceField, centre: DiaSourceField? = nil) {
            row.set(field, !measured.planes.isDisjoint(with: plane))
            if let centre { row.set(centre, !measured.centrePlanes.isDisjoint(with: plane)) }
        }
        // Set where the flags could not be read, which does not happen.
        row.set(.pixelFlags, false)
        row.set(.pixelFlags_offimage, measured.isOffImage)
        mark(.bad, .pixelFlags_bad)
        mark(.edge, .pixelFlags_edge)
        mark(.cosmicRay, .pixelFlags_cr, centre: .pixelFlags_crCenter)
        mark(.noData, .pixelFlags_nodata, centre: .pixelFlags_nodataCenter)
        mark(.interpolated, .pixelFlags_interpolated, centre: .pixelFlags_interpolatedCenter)
        mark(.saturated, .pixelFlags_saturated, centre: .pixelFlags_saturatedCenter)
        mark(.suspect, .pixelFlags_suspect, centre: .pixelFlags_suspectCenter)
    }
}
