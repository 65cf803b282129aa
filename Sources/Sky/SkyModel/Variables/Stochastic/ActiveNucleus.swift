public import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// An active galactic nucleus: magnitudes that follow a damped random walk, the same in all bands but for the
/// amplitude and a lag of the redder bands behind the bluer.
///
/// Amplitude and damping time by wavelength, luminosity and mass after MacLeod and others (2010,
/// doi:10.1088/0004-637X/721/2/1014); lags with the 4/3 power of wavelength, as a disc heated from its middle has.
public struct ActiveNucleus: LightCurve {
    /// In the observer's frame, days.
    public var dampingTime: Double { walk.dampingTime }
    /// The structure function at long lags, magnitudes: sqrt 2 times the standard deviation.
    public let structureFunction: PerBand<Double>
    /// Of each band behind u, days.
    public let lags: PerBand<Double>
    private let walk: OrnsteinUhlenbeck
    private let meanMagnitudes: PerBand<Double>

    /// - Parameters:
    ///   - dampingTime: in the observer's frame, days; taken as 1 where not positive.
    ///   - structureFunction: magnitudes, 0 ... 2.
    ///   - lags: days.
    ///   - key: that the walk is drawn by.
    ///   - meanMagnitudes: mean AB magnitudes over a time long against the damping time.
    public init(
        dampingTime: Double, structureFunction: PerBand<Double>, lags: PerBand<Double> = PerBand { _ in 0 },
        key: UInt64,
        meanMagnitudes: PerBand<Double>
    ) {
        self.structureFunction = PerBand { max(0, min(2, structureFunction[$0])) }
        self.lags = lags
        walk = OrnsteinUhlenbeck(dampingTime: dampingTime, key: key)
        self.meanMagnitudes = meanMagnitudes
    }

    /// nJy, of the nucleus alone.
    public func flux(_ band: Passband, mjdTai: Double) -> Double {
        let change = structureFunction[band] * 0.5.squareRoot() * walk.value(mjdTai: mjdTai - lags[band])
        return ABMagnitude.sourceFlux(meanMagnitudes[band] + change)
    }

    /// - Parameters:
    ///   - redshift: 0 and above.
    ///   - absoluteMagnitude: in i, K-corrected to z = 0 as in MacLeod's paper: -22 to -30; the walk of a fainter one is
    ///     that of -22, where the quasars end that the law is of (Schneider et al. 2010,
    ///     doi:10.1088/0004-6256/139/6/2360), as it would grow without limit.
    ///   - logMass: of the black hole in solar masses.
    public init(
        redshift: Double, absoluteMagnitude: Double, logMass: Double, key: UInt64, meanMagnitudes: PerBand<Double>
    ) {
        let stretch = 1 + max(0, redshift)
        let reach = PerBand { ThroughputCurve.lsstEffectiveWavelengths[$0] / stretch / 400 }
        let (brightness, mass) = (min(absoluteMagnitude, -22) + 23, logMass - 9)
        let lag = pow(10, 0.5 * (logMass - 8)) * stretch
        self.init(
            dampingTime: stretch * pow(10, 2.4 + 0.17 * log10(reach[.r]) + 0.03 * brightness + 0.21 * mass),
            structureFunction: PerBand {
                pow(10, -0.51 - 0.479 * log10(reach[$0]) + 0.131 * brightness + 0.18 * mass)
            },
            lags: PerBand { lag * (pow(reach[$0], 4.0 / 3) - pow(reach[.u], 4.0 / 3)) }, key: key,
            meanMagnitudes: meanMagnitudes)
    }

    /// The mass by luminosity: normal in log mass about 2.0 - 0.27 M_i with 0.4 dex (MacLeod and others 2010, section
    /// 4), between 6 and 10.
    public static func drawn(
        from draws: inout Draws, redshift: Double, absoluteMagnitude: Double, meanMagnitudes: PerBand<Double>
    ) -> ActiveNucleus {
        let logMass = 2.0 - 0.27 * absoluteMagnitude + 0.4 * draws.normal()
        return ActiveNucleus(
            redshift: redshift, absoluteMagnitude: absoluteMagnitude, logMass: max(6, min(10, logMass)),
            key: draws.next(), meanMagnitudes: meanMagnitudes)
    }
}
