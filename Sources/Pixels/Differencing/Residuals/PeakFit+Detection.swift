internal import Detection

extension PeakFit {
    /// Pixels from the centre within which what is left over is compared with its noise.
    private static let core = 6.0
    /// What is left over may be so much larger than 1 before significances are made less.
    private static let birgeMargin = 0.3

    /// The detection, without its flags.
    func detection(_ peak: Peak, _ model: ResidualModel) -> DifferenceDetection {
        let (flux, norm) = (trial.flux, trial.norm)
        let gain = flux < 0 ? model.gains.template : model.gains.science
        let rest = noise.inverse(zip(stamp.values, trial.profile).map { $0 - flux * $1 })
        let birge = noise.patterns > 0 ? birgeFactor(rest, flux, gain) : 1
        let own = abs(flux) * gain * ownNorm()
        let errors = positionErrors(flux)
        let scale = flux * model.scaleError(peak.x, peak.y)
        return DifferenceDetection(
            x: Double(stamp.column) + x, y: Double(stamp.row) + y, xError: errors.x, yError: errors.y,
            signalToNoise: trial.significance / max(1, birge - Self.birgeMargin), flux: flux,
            fluxError: norm > 0 ? (1 / norm + own / (norm * norm) + scale * scale).squareRoot() : .infinity,
            apparentSignalToNoise: peak.height, reducedChiSquare: reducedChiSquare(rest, flux), coverage: coverage,
            surfaceBrightness: stamp.light(PeakStamp.count / 2), nuisances: noise.patterns, birgeFactor: birge,
            flags: [])
    }

    /// Mean square of what neither source nor patterns explain, in standard deviations, about the centre.
    private func birgeFactor(_ rest: [Double], _ flux: Double, _ gain: Double) -> Double {
        var (sum, count) = (0.0, 0.0)
        for n in rest.indices where stamp.weights[n] > 0 {
            let offset = PeakStamp.offset(n)
            let (dx, dy) = (Double(offset.x) - x, Double(offset.y) - y)
            guard dx * dx + dy * dy <= Self.core * Self.core else { continue }
            let own = abs(flux * trial.profile[n]) * gain * stamp.weights[n]
            sum += rest[n] * rest[n] / (stamp.weights[n] * (1 + own))
            count += 1
        }
        return count > 0 ? sum / count : 1
    }

    /// What a unit of the source's own variance adds to that of the product with the values.
    private func ownNorm() -> Double {
        zip(inverse, trial.profile).reduce(0) { $0 + $1.0 * $1.0 * max(0, $1.1) }
    }

    private func reducedChiSquare(_ rest: [Double], _ flux: Double) -> Double {
        var (sum, count) = (0.0, 0.0)
        for n in rest.indices where stamp.weights[n] > 0 {
            sum += rest[n] * (stamp.values[n] - flux * trial.profile[n])
            count += 1
        }
        return count > 0 ? sum / count : 0
    }

    /// Share of the PSF's weight on usable pixels.
    var coverage: Double {
        let all = dot(trial.profile, trial.profile)
        let seen = trial.profile.indices.reduce(0) {
            stamp.weights[$1] > 0 ? $0 + trial.profile[$1] * trial.profile[$1] : $0
        }
        return all > 0 ? seen / all : 0
    }

    /// From the change of the profile with the position, for this flux.
    private func positionErrors(_ flux: Double) -> (x: Double, y: Double) {
        func error(_ step: Int, _ isInside: (Int) -> Bool) -> Double {
            let slope = trial.profile.indices.map { n in
                isInside(n) ? (trial.profile[n + step] - trial.profile[n - step]) / 2 : 0
            }
            let information = dot(slope, noise.inverse(slope)) * flux * flux
            return information > 0 ? 1 / information.squareRoot() : .infinity
        }
        let side = PeakStamp.side
        return (
            error(1) { $0 % side > 0 && $0 % side < side - 1 }, error(side) { $0 >= side && $0 < side * (side - 1) }
        )
    }
}
