internal import SkyMath

/// The slots of the columns that a `DiaObjectSummary` sets, looked up once.
public struct DiaObjectSlots: Sendable {
    struct Band: Sendable {
        let psfFluxMean, psfFluxMeanErr, psfFluxSigma, psfFluxNdata, psfFluxChi2: Int?
        let psfFluxMin, psfFluxMax, psfFluxMaxSlope, psfFluxErrMean: Int?
        let fpFluxMean, fpFluxMeanErr, fpFluxSigma, scienceFluxMean, scienceFluxMeanErr: Int?
    }

    let ra, dec, nDiaSources, firstDiaSourceMjdTai, lastDiaSourceMjdTai: Int?
    /// raErr, decErr, ra_dec_Cov.
    let positionErrors: [Int?]
    let bands: [Band]

    /// Complexity: O(columns).
    public init(_ layout: RecordLayout) {
        ra = layout.slot("ra")
        dec = layout.slot("dec")
        nDiaSources = layout.slot("nDiaSources")
        firstDiaSourceMjdTai = layout.slot("firstDiaSourceMjdTai")
        lastDiaSourceMjdTai = layout.slot("lastDiaSourceMjdTai")
        positionErrors = ["raErr", "decErr", "ra_dec_Cov"].map { layout.slot($0) }
        bands = Passband.allCases.map { band in Band { layout.slot("\(band)_\($0)") } }
    }
}

extension DiaObjectSlots.Band {
    fileprivate init(_ slot: (String) -> Int?) {
        psfFluxMean = slot("psfFluxMean")
        psfFluxMeanErr = slot("psfFluxMeanErr")
        psfFluxSigma = slot("psfFluxSigma")
        psfFluxNdata = slot("psfFluxNdata")
        psfFluxChi2 = slot("psfFluxChi2")
        psfFluxMin = slot("psfFluxMin")
        psfFluxMax = slot("psfFluxMax")
        psfFluxMaxSlope = slot("psfFluxMaxSlope")
        psfFluxErrMean = slot("psfFluxErrMean")
        fpFluxMean = slot("fpFluxMean")
        fpFluxMeanErr = slot("fpFluxMeanErr")
        fpFluxSigma = slot("fpFluxSigma")
        scienceFluxMean = slot("scienceFluxMean")
        scienceFluxMeanErr = slot("scienceFluxMeanErr")
    }
}
