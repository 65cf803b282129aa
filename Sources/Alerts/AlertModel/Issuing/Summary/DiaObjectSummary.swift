public import SkyMath

/// The columns of a diaObject that its history determines, kept up to date as epochs are added.
///
/// With fluxes f, errors s and weights w = 1/s^2 of one band's detections:
///
/// - `psfFluxMean` = sum(w f) / sum(w), `psfFluxMeanErr` = sqrt(1 / sum(w)); `scienceFluxMean` alike from the
///   detections' `scienceFlux`, `fpFluxMean` alike from the forced `psfFlux` (real packets up to 10.0 leave it null).
/// - `psfFluxSigma` = sqrt(sum((f - mean)^2) / (n - 1)), null for n = 1; `psfFluxNdata` = n, 0 in a band without any.
/// - `psfFluxMin`, `psfFluxMax`, `psfFluxErrMean` = mean of s; `psfFluxChi2` (version 7) = sum(w (f - weighted mean)^2).
/// - `psfFluxMaxSlope` = max of (f[i+1] - f[i]) / (t[i+1] - t[i]) in order of time, with its sign, nJy a day; null for
///   n = 1.
/// - `ra`, `dec`: direction of the sum of the unit vectors; `raErr`, `decErr`, `ra_dec_Cov`: those of the first
///   detection added, as in real packets.
///
/// Parallax, proper motion and neighbours (version 7) are null. The definitions agree with the diaObjects of real
/// packets of versions 9.0 and 10.0 that carry their whole history. A pair of flux and error counts where both are
/// finite and the error is positive.
public struct DiaObjectSummary: Sendable, Hashable {
    /// All detections added.
    public private(set) var nDiaSources = 0
    /// MJD TAI; nil without detections.
    public private(set) var firstDiaSourceMjdTai: Double?
    /// MJD TAI of the latest detection, in whatever order they were added; nil without detections.
    public private(set) var lastDiaSourceMjdTai: Double?
    private var position = PositionStatistics()
    private var first: DetectionEpoch?
    private var bands = [BandSummary](repeating: BandSummary(), count: Passband.allCases.count)

    /// No epochs.
    public init() {}

    /// Adds a detection. Complexity: O(1) in order of time; O(n) for one that comes late.
    public mutating func add(_ epoch: DetectionEpoch) {
        nDiaSources += 1
        if first == nil { first = epoch }
        if epoch.midpointMjdTai.isFinite {
            firstDiaSourceMjdTai = min(firstDiaSourceMjdTai ?? .infinity, epoch.midpointMjdTai)
            lastDiaSourceMjdTai = max(lastDiaSourceMjdTai ?? -.infinity, epoch.midpointMjdTai)
        }
        position.add(ra: epoch.ra, dec: epoch.dec)
        bands[Int(epoch.band.rawValue)].add(epoch)
    }

    /// Adds a forced measurement on the difference image, nJy. Complexity: O(1).
    public mutating func addForced(band: Passband, psfFlux: Double, psfFluxErr: Double) {
        bands[Int(band.rawValue)].forced.add(psfFlux, psfFluxErr)
    }

    /// Right ascension in [0, 360) and declination, ICRS degrees; nil without detections.
    public var meanPosition: (ra: Double, dec: Double)? { position.mean }

    /// Sets the columns in a row of `slots`' layout; what is not determined is left as it is. Ids and the start of
    /// validity are the caller's. Complexity: O(1).
    public func set(in row: RecordValues, _ slots: DiaObjectSlots) {
        row.set(slots.nDiaSources, nDiaSources)
        firstDiaSourceMjdTai.map { row.set(slots.firstDiaSourceMjdTai, $0) }
        lastDiaSourceMjdTai.map { row.set(slots.lastDiaSourceMjdTai, $0) }
        if let mean = position.mean {
            row.set(slots.ra, mean.ra)
            row.set(slots.dec, mean.dec)
        }
        if let first {
            for (slot, value) in zip(slots.positionErrors, [first.raErr, first.decErr, first.raDecCov])
            where value.isFinite { row.set(slot, value) }
        }
        for (band, slots) in zip(bands, slots.bands) { band.set(in: row, slots) }
    }
}
