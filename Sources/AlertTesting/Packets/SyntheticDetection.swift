internal import AlertModel
internal import SkyMath

/// One measurement of a made-up object.
struct SyntheticDetection {
    var object: Int
    var epoch: Int
    var id: Int64
    var visit: Int64
    var detector: Int
    var band: Band
    var midpointMjdTai: Double
    var ra: Double
    var dec: Double
    var psfFlux: Double
    var psfFluxErr: Double
    var templateFlux: Double
    var reliability: Double

    var snr: Double { abs(psfFlux) / psfFluxErr }
    var isNegative: Bool { psfFlux < 0 }
}

extension SyntheticSky {
    static let perVisit = 40

    /// What the survey measures of `object` at `epoch`: one visit a night, 37 s after the last.
    func detection(_ object: Int, epoch: Int) -> SyntheticDetection {
        var noise = Noise(seed, 5, object, epoch)
        let sequence = object / Self.perVisit % 1000 + 1
        let night = startMjd + epoch
        let bands: [Band] = [.g, .r, .i, .z, .u, .y]
        let band = bands[epoch % bands.count]
        let error = fluxErr(band: band)
        let position = position(object, epoch: epoch)
        return SyntheticDetection(
            object: object, epoch: epoch, id: id(object, night: night, sequence: sequence),
            visit: visit(night: night, sequence: sequence), detector: object % 189, band: band,
            midpointMjdTai: Double(night) + 1.1 + Double(sequence) * 37 / 86400,
            ra: position.ra + noise.normal() * 1e-5, dec: position.dec + noise.normal() * 1e-5,
            psfFlux: measuredFlux(object, epoch: epoch, error: error, &noise), psfFluxErr: error,
            templateFlux: templateFlux(object), reliability: min(1, 0.8 + 0.2 * noise.uniform()))
    }

    private func id(_ object: Int, night: Int, sequence: Int) -> Int64 {
        DiaSourceID(
            release: 1, isOneToOne: false, day: night - 55197, sequence: sequence, detector: object % 189,
            counter: object % 524_288
        ).packed ?? Int64(object)
    }

    /// Rubin's visit number: the night's date and the sequence number.
    private func visit(night: Int, sequence: Int) -> Int64 {
        Int64(ObservingNight(mjd: night).dayObs) * 100_000 + Int64(sequence)
    }

    /// The measured flux. From epoch 6 on a survey would have found every object, so that none is fainter than 5.5 sigma.
    private func measuredFlux(_ object: Int, epoch: Int, error: Double, _ noise: inout Noise) -> Double {
        let flux = differenceFlux(object, epoch: epoch) + error * noise.normal()
        guard epoch >= 6, abs(flux) < 5.5 * error else { return flux }
        return (flux < 0 ? -5.5 : 5.5) * error
    }
}
