internal import SkyMath

/// One band's part of an object's summary.
struct BandSummary: Sendable, Hashable {
    var difference = FluxStatistics()
    var science = FluxStatistics()
    var forced = FluxStatistics()
    var slope = SlopeStatistics()

    mutating func add(_ epoch: DetectionEpoch) {
        let counted = difference.count
        difference.add(epoch.psfFlux, epoch.psfFluxErr)
        if difference.count > counted { slope.add(mjdTai: epoch.midpointMjdTai, epoch.psfFlux) }
        science.add(epoch.scienceFlux, epoch.scienceFluxErr)
    }

    func set(in row: RecordValues, _ slots: DiaObjectSlots.Band) {
        row.set(slots.psfFluxNdata, difference.count)
        science.setMean(in: row, slots.scienceFluxMean, slots.scienceFluxMeanErr)
        forced.setMean(in: row, slots.fpFluxMean, slots.fpFluxMeanErr)
        forced.sigma.map { row.set(slots.fpFluxSigma, $0) }
        guard difference.count > 0 else { return }
        difference.setMean(in: row, slots.psfFluxMean, slots.psfFluxMeanErr)
        difference.sigma.map { row.set(slots.psfFluxSigma, $0) }
        difference.chiSquare.map { row.set(slots.psfFluxChi2, $0) }
        difference.errorMean.map { row.set(slots.psfFluxErrMean, $0) }
        row.set(slots.psfFluxMin, difference.minimum)
        row.set(slots.psfFluxMax, difference.maximum)
        slope.maximum.map { row.set(slots.psfFluxMaxSlope, $0) }
    }
}

extension FluxStatistics {
    func setMean(in row: RecordValues, _ mean: Int?, _ error: Int?) {
        weightedMean.map { row.set(mean, $0) }
        weightedMeanError.map { row.set(error, $0) }
    }
}
