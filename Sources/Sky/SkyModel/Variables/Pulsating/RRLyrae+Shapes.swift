internal import SkyMath

extension RRLyrae {
    /// Magnitudes for a range of 1 mag in g.
    static let fundamental = unitInG(
        PerBand(
            u: HarmonicShape(
                amplitudes: [0.3445, 0.1539, 0.1043, 0.0616, 0.0352], phases: [2.621, 2.830, -2.999, -2.380, -1.751]),
            g: HarmonicShape(
                amplitudes: [0.3658, 0.1630, 0.1101, 0.0633, 0.0299], phases: [2.570, 2.707, -3.087, -2.535, -1.908]),
            r: HarmonicShape(
                amplitudes: [0.2501, 0.1151, 0.0798, 0.0448, 0.0213], phases: [2.468, 2.719, -3.031, -2.486, -1.823]),
            i: HarmonicShape(
                amplitudes: [0.1952, 0.0910, 0.0646, 0.0342, 0.0186], phases: [2.361, 2.686, -3.033, -2.392, -1.727]),
            z: redFundamental, y: redFundamental))

    static let overtone = unitInG(
        PerBand(
            u: HarmonicShape(amplitudes: [0.4245, 0.0739, 0.0288], phases: [2.863, -2.275, -0.516]),
            g: HarmonicShape(amplitudes: [0.5052, 0.0667, 0.0240], phases: [2.847, -2.320, -0.909]),
            r: HarmonicShape(amplitudes: [0.3602, 0.0480, 0.0133], phases: [2.768, -2.228, -1.237]),
            i: HarmonicShape(amplitudes: [0.2743, 0.0399, 0.0125], phases: [2.773, -2.312, -1.088]),
            z: redOvertone, y: redOvertone))

    private static let redFundamental = HarmonicShape(
        amplitudes: [0.1717, 0.0833, 0.0579, 0.0322, 0.0162], phases: [2.255, 2.618, -3.075, -2.531, -1.848])
    private static let redOvertone = HarmonicShape(
        amplitudes: [0.2372, 0.0403, 0.0062], phases: [2.694, -2.261, -1.588])

    private static func unitInG(_ shapes: PerBand<HarmonicShape>) -> PerBand<HarmonicShape> {
        let range = shapes[.g].range
        return PerBand { shapes[$0].scaled(by: 1 / range) }
    }
}
