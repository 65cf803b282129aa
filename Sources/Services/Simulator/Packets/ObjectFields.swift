import AlertModel
import Observing
import SkyMath

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A diaObject: what the epochs of an object up to now add up to.
///
/// Means are weighted by inverse variance, sigma is the scatter about the mean, `MaxSlope` the greatest change from one
/// detection to the next in the same band, nJy a day. `psf` columns are of detections, `fp` columns of all epochs.
enum ObjectFields {
    static func write(
        _ epochs: [(epoch: Epoch, band: Passband, mjdTai: Double)], objectID: Int64, position: SkyPosition,
        _ values: RecordValues
    ) {
        let detections = epochs.filter(\.epoch.measured.isDetected)
        values.set("diaObjectId", objectID)
        values.set("ra", position.ra)
        values.set("dec", position.dec)
        values.set("nDiaSources", Int64(detections.count))
        if let first = detections.first, let last = detections.last {
            values.set("validityStartMjdTai", last.mjdTai)
            values.set("firstDiaSourceMjdTai", first.mjdTai)
            values.set("lastDiaSourceMjdTai", last.mjdTai)
        }
        for band in Passband.allCases {
            let found = detections.filter { $0.band == band }
            psf(found.map { ($0.epoch.measured.psfFlux, $0.epoch.measured.psfFluxErr, $0.mjdTai) }, "\(band)", values)
            let all = epochs.filter { $0.band == band }.map(\.epoch.measured)
            mean(all.map { ($0.psfFlux, $0.psfFluxErr) }, "\(band)_fpFlux", values)
            mean(
                found.map { ($0.epoch.measured.scienceFlux, $0.epoch.measured.scienceFluxErr) }, "\(band)_scienceFlux",
                values)
        }
    }

    private static func mean(
        _ fluxes: [(flux: Double, error: Double)], _ name: String, _ values: RecordValues
    ) {
        guard !fluxes.isEmpty else { return }
        let weight = fluxes.reduce(0) { $0 + 1 / ($1.error * $1.error) }
        values.set(name + "Mean", fluxes.reduce(0) { $0 + $1.flux / ($1.error * $1.error) } / weight)
        values.set(name + "MeanErr", (1 / weight).squareRoot())
    }

    private static func psf(
        _ points: [(flux: Double, error: Double, mjdTai: Double)], _ band: String, _ values: RecordValues
    ) {
        values.set("\(band)_psfFluxNdata", Int64(points.count))
        guard !points.isEmpty else { return }
        mean(points.map { ($0.flux, $0.error) }, "\(band)_psfFlux", values)
        let fluxes = points.map(\.flux)
        values.set("\(band)_psfFluxMin", fluxes.min() ?? .nan)
        values.set("\(band)_psfFluxMax", fluxes.max() ?? .nan)
        values.set("\(band)_psfFluxErrMean", points.reduce(0) { $0 + $1.error } / Double(points.count))
        guard points.count > 1 else { return }
        let mean = fluxes.reduce(0, +) / Double(fluxes.count)
        let variance = fluxes.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(fluxes.count - 1)
        values.set("\(band)_psfFluxSigma", variance.squareRoot())
        let slopes = zip(points, points.dropFirst()).map { abs($1.flux - $0.flux) / max($1.mjdTai - $0.mjdTai, 1e-6) }
        values.set("\(band)_psfFluxMaxSlope", slopes.max() ?? .nan)
    }
}
