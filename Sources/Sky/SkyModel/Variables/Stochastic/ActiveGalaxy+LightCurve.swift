internal import SkyMath

extension ActiveGalaxy {
    /// The nucleus's light, without the host's: a damped random walk about its magnitudes.
    ///
    /// - Parameter seed: of the whole sky.
    public func lightCurve(seed: UInt64) -> ActiveNucleus {
        var draws = Draws(seed: seed, id.rawValue, LightCurveKey.purpose)
        return ActiveNucleus(
            redshift: host.redshift, absoluteMagnitude: absoluteMagnitude, logMass: logBlackHoleMass, key: draws.next(),
            meanMagnitudes: magnitudes)
    }
}
