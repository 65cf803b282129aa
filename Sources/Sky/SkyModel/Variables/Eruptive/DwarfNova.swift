public import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A cataclysmic variable whose disc goes into outburst at nearly equal times: one outburst in each recurrence time,
/// drawn by its number.
public struct DwarfNova: LightCurve {
    /// Mean time from one outburst to the next, days.
    public let recurrence: Double
    /// Mean height of an outburst in g, magnitudes.
    public let amplitude: Double
    /// Days at maximum.
    public let plateau: Double
    /// Days for one magnitude of the fall.
    public let declinePerMagnitude: Double
    private let key: UInt64
    private let quietFlux: PerBand<Double>

    /// - Parameters:
    ///   - recurrence: days, at least 10.
    ///   - amplitude: magnitudes in g, 0 ... 9.
    ///   - plateau: days, at most a fifth of the recurrence.
    ///   - declinePerMagnitude: days, so many that the fall takes at most a fourth of the recurrence.
    ///   - key: that the outbursts are drawn by.
    ///   - quietMagnitudes: AB magnitudes between outbursts.
    public init(
        recurrence: Double, amplitude: Double, plateau: Double, declinePerMagnitude: Double, key: UInt64,
        quietMagnitudes: PerBand<Double>
    ) {
        self.recurrence = max(10, recurrence)
        self.amplitude = max(0, min(9, amplitude))
        self.plateau = max(0, min(self.recurrence / 5, plateau))
        self.declinePerMagnitude = max(0.05, min(self.recurrence / 4 / max(1, self.amplitude), declinePerMagnitude))
        self.key = key
        quietFlux = PerBand { ABMagnitude.sourceFlux(quietMagnitudes[$0]) }
    }

    /// nJy: the quiet light and at most two outbursts.
    public func flux(_ band: Passband, mjdTai: Double) -> Double {
        let number = (mjdTai / recurrence).wholeNumber
        let excess = excess(number, mjdTai: mjdTai) + self.excess(number - 1, mjdTai: mjdTai)
        return quietFlux[band] + excess * quietFlux[.g] * Self.colours[band]
    }

    /// When the outburst of a number (of recurrence times since MJD 0) begins to rise, and its height in g.
    public func outburst(_ number: Int64) -> (startMjdTai: Double, amplitude: Double) {
        var draws = Draws(key: key, block: number)
        let start = (Double(number) + draws.uniform(0.1..<0.6)) * recurrence
        return (start, max(0, amplitude + 0.25 * max(-2, min(2, draws.normal()))))
    }

    /// Of one outburst in g over the quiet flux: a rise of a fifth of the fall's time per magnitude, a plateau, a
    /// straight fall in magnitude.
    private func excess(_ number: Int64, mjdTai: Double) -> Double {
        let (start, height) = outburst(number)
        let time = mjdTai - start
        let rise = height * declinePerMagnitude / 5
        guard time > 0, time < rise + plateau + (height + 4) * declinePerMagnitude else { return 0 }
        let below = time < rise ? height * (1 - time / rise) : max(0, time - rise - plateau) / declinePerMagnitude
        let ceiling = ABMagnitude.factor(-height) - 1
        return time < rise ? max(0, ABMagnitude.factor(below - height) - 1) : ceiling * ABMagnitude.factor(below)
    }

    /// A disc in outburst, taken as a black body of 13,000 K: flux density relative to g.
    static let colours = PerBand { band in
        let disc = Blackbody(temperature: 13_000)
        return PassbandQuadrature.lsst[band].mean(disc.fluxDensity) / PassbandQuadrature.lsst[.g].mean(disc.fluxDensity)
    }

    /// Recurrence log-uniform from 15 to 300 days; heights by the relation of Kukarkin and Parenago as in Warner (1995,
    /// doi:10.1017/CBO9780511586491): 0.70 + 1.90 log recurrence, with 0.43 mag of scatter.
    public static func drawn(from draws: inout Draws, quietMagnitudes: PerBand<Double>) -> DwarfNova {
        let recurrence = 15 * pow(20, draws.uniform())
        return DwarfNova(
            recurrence: recurrence, amplitude: max(1, 0.70 + 1.90 * log10(recurrence) + 0.43 * draws.normal()),
            plateau: draws.uniform(1..<6), declinePerMagnitude: draws.uniform(0.6..<2.5), key: draws.next(),
            quietMagnitudes: quietMagnitudes)
    }
}
