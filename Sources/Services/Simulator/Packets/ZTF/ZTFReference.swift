import AlertModel
import Observing
import SkyMath
import SkyModel

/// The nearest source in the reference image: the object itself where the template shows it, or its host galaxy.
struct ZTFReference {
    var position: SkyPosition
    /// AB, of the image's band.
    var magnitude: Double
    var magnitudeErr: Double?
    /// From the detection, arcsec.
    var distanceArcsec: Double

    /// Significance that a source in the template must have.
    private static let threshold = 5.0

    /// Nil where neither is brighter than the template's limit, and for what is no source on the sky.
    init?(_ alert: AlertTruth, _ epoch: Epoch, _ truth: SkyPosition, visit: Visit, limit: Double) {
        guard alert.artefact == nil, alert.moving == nil else { return nil }
        let found = [Self.itself(epoch, truth), alert.host.flatMap { Self.host($0, visit, limit, epoch) }]
        guard let nearest = found.compactMap({ $0 }).min(by: { $0.distanceArcsec < $1.distanceArcsec }) else {
            return nil
        }
        self = nearest
    }

    private init(_ position: SkyPosition, _ magnitude: Double, _ error: Double?, _ epoch: Epoch) {
        self.position = position
        self.magnitude = magnitude
        magnitudeErr = error
        distanceArcsec = 3600 * epoch.measured.position.separation(to: position)
    }

    private static func itself(_ epoch: Epoch, _ truth: SkyPosition) -> ZTFReference? {
        let (flux, error) = (epoch.measured.templateFlux, epoch.measured.templateFluxErr)
        guard flux > threshold * error, let magnitude = Magnitude.magnitude(ofFlux: flux) else { return nil }
        return ZTFReference(truth, magnitude, Magnitude.magnitudeErr(flux: flux, fluxErr: error), epoch)
    }

    /// A galaxy's own error is not simulated.
    private static func host(_ galaxy: Galaxy, _ visit: Visit, _ limit: Double, _ epoch: Epoch) -> ZTFReference? {
        let magnitude = galaxy.magnitude(visit.band)
        return magnitude < limit ? ZTFReference(galaxy.position, magnitude, nil, epoch) : nil
    }
}
