import Observing
import SkyMath

/// A diaSource as the packet has it: an epoch's measurement under the schema's names.
///
/// What a real pipeline would find by means that are not simulated (fits' likelihoods and their covariances, extendedness,
/// dipole and trail fits of what is neither) is null.
enum SourceFields {
    struct Context {
        var id: Int64
        var objectID: Int64
        var isMoving = false
        var visit: Visit
        var reliability: Double
    }

    /// Calls `put` with each field that has a value.
    static func write(_ epoch: Epoch, _ context: Context, _ put: (String, FieldValue) -> Void) {
        identity(epoch, context, put)
        place(epoch.measured, put)
        fluxes(epoch.measured, put)
        shape(epoch.measured, context.visit, put)
        flags(epoch.measured, put)
        put("reliability", .double(context.reliability))
        put("reliabilityVersion", .string("simulated"))
    }

    private static func identity(_ epoch: Epoch, _ context: Context, _ put: (String, FieldValue) -> Void) {
        let visit = context.visit
        put("diaSourceId", .long(context.id))
        put(context.isMoving ? "ssObjectId" : "diaObjectId", .long(context.objectID))
        put("visit", .long(visit.id))
        put("detector", .long(Int64(epoch.truePixel.detector)))
        put("midpointMjdTai", .double(visit.midpointMjdTai))
        put("exposureTime", .double(visit.exposureSeconds))
        put("timeProcessedMjdTai", .double(visit.midpointMjdTai + 40.0 / 86_400))
        put("band", .string("\(visit.band)"))
    }

    private static func place(_ measured: SourceMeasurement, _ put: (String, FieldValue) -> Void) {
        put("ra", .double(measured.position.ra))
        put("dec", .double(measured.position.dec))
        put("raErr", .double(measured.raErrArcsec / 3600))
        put("decErr", .double(measured.decErrArcsec / 3600))
        put("x", .double(measured.pixel.x))
        put("y", .double(measured.pixel.y))
        put("xErr", .double(measured.pixelErr))
        put("yErr", .double(measured.pixelErr))
        put("centroid_flag", .boolean(false))
    }

    private static func fluxes(_ measured: SourceMeasurement, _ put: (String, FieldValue) -> Void) {
        put("psfFlux", .double(measured.psfFlux))
        put("psfFluxErr", .double(measured.psfFluxErr))
        put("psfNdata", .long(Int64(Self.psfPixels)))
        put("apFlux", .double(measured.apFlux))
        put("apFluxErr", .double(measured.apFluxErr))
        put("snr", .double(measured.snr))
        put("scienceFlux", .double(measured.scienceFlux))
        put("scienceFluxErr", .double(measured.scienceFluxErr))
        put("templateFlux", .double(measured.templateFlux))
        put("templateFluxErr", .double(measured.templateFluxErr))
        put("isNegative", .boolean(measured.isNegative))
    }

    /// Of the PSF's image, 41 x 41.
    private static let psfPixels = 1681

    private static func shape(
        _ measured: SourceMeasurement, _ visit: Visit, _ put: (String, FieldValue) -> Void
    ) {
        put("ixx", .double(measured.ixx))
        put("iyy", .double(measured.iyy))
        put("ixy", .double(measured.ixy))
        put("ixxPSF", .double(measured.psfMoment))
        put("iyyPSF", .double(measured.psfMoment))
        put("ixyPSF", .double(0))
        put("isDipole", .boolean(measured.isDipole))
        put("dipoleFitAttempted", .boolean(measured.isDipole))
        if let length = measured.trailLength { put("trailLength", .double(length)) }
        if let angle = measured.trailAngle { put("trailAngle", .double(angle)) }
        put("dipoleNdata", .long(0))
        put("trailNdata", .long(0))
        let radius = 1.5 * visit.seeingFwhmEff / LSSTCamera.arcsecPerPixel
        put("bboxSize", .long(Int64((2 * radius).rounded(.up))))
    }

    private static func flags(_ measured: SourceMeasurement, _ put: (String, FieldValue) -> Void) {
        let isAtEdge = measured.flags.contains(.edge)
        let isSaturated = measured.flags.contains(.saturated)
        put("apFlux_flag", .boolean(isAtEdge))
        put("apFlux_flag_apertureTruncated", .boolean(isAtEdge))
        put("psfFlux_flag", .boolean(false))
        put("psfFlux_flag_edge", .boolean(isAtEdge))
        put("psfFlux_flag_noGoodPixels", .boolean(false))
        put("forced_PsfFlux_flag", .boolean(false))
        put("forced_PsfFlux_flag_edge", .boolean(isAtEdge))
        put("forced_PsfFlux_flag_noGoodPixels", .boolean(false))
        put("shape_flag", .boolean(isAtEdge))
        put("pixelFlags", .boolean(isAtEdge || isSaturated))
        put("pixelFlags_edge", .boolean(isAtEdge))
        put("pixelFlags_saturated", .boolean(isSaturated))
        put("pixelFlags_saturatedCenter", .boolean(isSaturated))
        put("pixelFlags_cr", .boolean(measured.flags.contains(.cosmicRay)))
        put("glint_trail", .boolean(false))
    }
}

/// A diaForcedSource: the flux at an object's place in a visit, detected or not.
enum ForcedFields {
    static func write(
        _ epoch: Epoch, id: Int64, objectID: Int64, visit: Visit, _ put: (String, FieldValue) -> Void
    ) {
        let measured = epoch.measured
        put("diaForcedSourceId", .long(id))
        put("diaObjectId", .long(objectID))
        put("ra", .double(measured.position.ra))
        put("dec", .double(measured.position.dec))
        put("visit", .long(visit.id))
        put("detector", .long(Int64(epoch.truePixel.detector)))
        put("psfFlux", .double(measured.psfFlux))
        put("psfFluxErr", .double(measured.psfFluxErr))
        put("midpointMjdTai", .double(visit.midpointMjdTai))
        put("scienceFlux", .double(measured.scienceFlux))
        put("scienceFluxErr", .double(measured.scienceFluxErr))
        put("band", .string("\(visit.band)"))
        put("timeProcessedMjdTai", .double(visit.midpointMjdTai + 40.0 / 86_400))
    }
}
