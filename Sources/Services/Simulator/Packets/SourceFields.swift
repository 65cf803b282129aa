import AlertModel
import Observing
import SkyMath

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A diaSource as the packet has it: an epoch's measurement under the schema's names.
///
/// What a real pipeline would find by means that are not simulated (fits' likelihoods, extendedness,
/// dipole and trail fits of what is neither, moments of what has none) is null; so are flags of pixels that no image here
/// has: without data, suspect, injected. Flags are LSST's: `PixelFlags`.
enum SourceFields {
    struct Context {
        var id: Int64
        var objectID: Int64
        var isMoving = false
        var visit: Visit
        var processedMjdTai: Double
        var reliability: Double
        /// Of the PSF's image, those on the detector.
        var psfPixels: Int
    }

    /// Sets each field that has a value.
    static func write(_ epoch: Epoch, _ context: Context, _ row: FieldRow<DiaSourceField>) {
        identity(epoch, context, row)
        place(epoch.measured, row)
        fluxes(epoch.measured, row)
        row.set(.psfNdata, Int64(context.psfPixels))
        shape(epoch.measured, row)
        trail(epoch.measured, row)
        dipole(epoch.measured.dipole, row)
        flags(epoch.measured, row)
        row.set(.reliability, context.reliability)
        row.set(.reliabilityVersion, "simulated")
    }

    private static func identity(_ epoch: Epoch, _ context: Context, _ row: FieldRow<DiaSourceField>) {
        let visit = context.visit
        row.set(.diaSourceId, context.id)
        row.set(context.isMoving ? .ssObjectId : .diaObjectId, context.objectID)
        row.set(.visit, visit.id)
        row.set(.detector, Int64(epoch.truePixel.detector))
        row.set(.midpointMjdTai, visit.midpointMjdTai)
        row.set(.exposureTime, visit.exposureSeconds)
        row.set(.timeProcessedMjdTai, context.processedMjdTai)
        row.set(.band, "\(visit.band)")
    }

    private static func place(_ measured: SourceMeasurement, _ row: FieldRow<DiaSourceField>) {
        row.set(.ra, measured.position.ra)
        row.set(.dec, measured.position.dec)
        row.set(.raErr, measured.raErrArcsec / 3600)
        row.set(.decErr, measured.decErrArcsec / 3600)
        row.set(.ra_dec_Cov, measured.raDecCovArcsec2 / (3600 * 3600))
        row.set(.x, measured.pixel.x)
        row.set(.y, measured.pixel.y)
        row.set(.xErr, measured.xErr)
        row.set(.yErr, measured.yErr)
        row.set(.centroid_flag, false)
    }

    private static func fluxes(_ measured: SourceMeasurement, _ row: FieldRow<DiaSourceField>) {
        row.set(.psfFlux, measured.psfFlux)
        row.set(.psfFluxErr, measured.psfFluxErr)
        row.set(.apFlux, measured.apFlux)
        row.set(.apFluxErr, measured.apFluxErr)
        row.set(.snr, measured.snr)
        row.set(.scienceFlux, measured.scienceFlux)
        row.set(.scienceFluxErr, measured.scienceFluxErr)
        row.set(.templateFlux, measured.templateFlux)
        row.set(.templateFluxErr, measured.templateFluxErr)
        row.set(.isNegative, measured.isNegative)
    }

    private static func shape(_ measured: SourceMeasurement, _ row: FieldRow<DiaSourceField>) {
        row.set(.bboxSize, Int64(measured.footprintSide))
        row.set(.ixxPSF, measured.psfMoment)
        row.set(.iyyPSF, measured.psfMoment)
        row.set(.ixyPSF, 0.0)
        guard measured.ixx.isFinite else { return }
        row.set(.ixx, measured.ixx)
        row.set(.iyy, measured.iyy)
        row.set(.ixy, measured.ixy)
        row.set(.shape_flag, measured.flags.contains(.edge))
    }

    private static func trail(_ measured: SourceMeasurement, _ row: FieldRow<DiaSourceField>) {
        row.set(.trailNdata, Int64(measured.trail?.pixelCount ?? 0))
        guard let fit = measured.trail else { return }
        row.set(.trailFlux, Double(fit.flux))
        row.set(.trailFluxErr, Double(fit.fluxErr))
        let place = measured.position.moved(east: Double(fit.east) / 3600, north: Double(fit.north) / 3600)
        row.set(.trailRa, place.ra)
        row.set(.trailRaErr, Double(fit.eastErr) / 3600)
        row.set(.trailDec, place.dec)
        row.set(.trailDecErr, Double(fit.northErr) / 3600)
        row.set(.trailLength, Double(fit.length))
        row.set(.trailLengthErr, Double(fit.lengthErr))
        row.set(.trailAngle, Double(fit.angle))
        row.set(.trailAngleErr, Double(fit.angleErr))
        row.set(.trailChi2, Double(fit.chi2))
        row.set(.trail_flag, false)
        row.set(.trail_flag_edge, fit.isAtEdge)
    }

    private static func dipole(_ fit: DipoleFit?, _ row: FieldRow<DiaSourceField>) {
        row.set(.isDipole, fit != nil)
        row.set(.dipoleFitAttempted, fit != nil)
        row.set(.dipoleNdata, Int64(fit?.pixelCount ?? 0))
        guard let fit else { return }
        row.set(.dipoleMeanFlux, Double(fit.meanFlux))
        row.set(.dipoleMeanFluxErr, Double(fit.meanFluxErr))
        row.set(.dipoleFluxDiff, Double(fit.fluxDifference))
        row.set(.dipoleFluxDiffErr, Double(fit.fluxDifferenceErr))
        row.set(.dipoleLength, Double(fit.length))
        row.set(.dipoleAngle, Double(fit.angle))
        row.set(.dipoleChi2, Double(fit.chi2))
    }

    private static func flags(_ measured: SourceMeasurement, _ row: FieldRow<DiaSourceField>) {
        func isSet(_ flag: PixelFlags, _ fields: DiaSourceField...) {
            for field in fields { row.set(field, measured.flags.contains(flag)) }
        }
        isSet(.apertureTruncated, .apFlux_flag, .apFlux_flag_apertureTruncated)
        isSet(.psfTruncated, .psfFlux_flag, .psfFlux_flag_edge, .forced_PsfFlux_flag, .forced_PsfFlux_flag_edge)
        row.set(.psfFlux_flag_noGoodPixels, false)
        row.set(.forced_PsfFlux_flag_noGoodPixels, false)
        // Set where reading the mask went wrong, which it never does here.
        row.set(.pixelFlags, false)
        isSet(.edge, .pixelFlags_edge)
        isSet(.offImage, .pixelFlags_offimage)
        isSet(.saturated, .pixelFlags_saturated, .pixelFlags_saturatedCenter)
        isSet(.cosmicRay, .pixelFlags_cr, .pixelFlags_crCenter)
        isSet(.streak, .pixelFlags_streak, .pixelFlags_streakCenter)
        // Bad pixels are interpolated, and no others are.
        isSet(.bad, .pixelFlags_bad, .pixelFlags_interpolated)
        isSet(.badCentre, .pixelFlags_interpolatedCenter)
        isSet(.glintTrain, .glint_trail)
    }
}

extension SkyPosition {
    /// This place moved along right ascension and declination, degrees on the sky, by much less than one.
    fileprivate func moved(east: Double, north: Double) -> SkyPosition {
        let distance = (east * east + north * north).squareRoot()
        return offset(by: distance, positionAngle: atan2(east, north) * 180 / .pi)
    }
}
