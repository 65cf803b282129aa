public import SkyMath

extension Star {
    /// Proper motion in right ascension times cos(dec), mas/yr.
    public var properMotionRA: Double {
        get { Double(details.properMotionRA) }
        set { details.properMotionRA = Float(newValue) }
    }

    /// Proper motion in declination, mas/yr.
    public var properMotionDec: Double {
        get { Double(details.properMotionDec) }
        set { details.properMotionDec = Float(newValue) }
    }

    /// mas.
    public var parallax: Double {
        get { Double(details.parallax) }
        set { details.parallax = Float(newValue) }
    }

    /// km/s from the Sun, positive when receding.
    public var radialVelocity: Double {
        get { Double(details.radialVelocity) }
        set { details.radialVelocity = Float(newValue) }
    }

    /// M_r, AB, without extinction.
    public var absoluteMagnitude: Double {
        get { Double(details.absoluteMagnitude) }
        set { details.absoluteMagnitude = Float(newValue) }
    }

    /// Effective temperature, K, from the colours.
    public var effectiveTemperature: Double {
        get { Double(details.effectiveTemperature) }
        set { details.effectiveTemperature = Float(newValue) }
    }

    /// A_V of the dust before it, mag.
    public var extinction: Double {
        get { Double(details.extinction) }
        set { details.extinction = Float(newValue) }
    }

    /// Mean magnitudes, AB, above the atmosphere, dimmed by dust.
    public var magnitudes: PerBand<Double> {
        get { PerBand { Double(details.magnitudes[$0]) } }
        set { details.magnitudes = PerBand { Float(newValue[$0]) } }
    }

    /// Mean magnitude in one band, AB, dimmed by dust.
    public func magnitude(_ band: Passband) -> Double { Double(details.magnitudes[band]) }
}
