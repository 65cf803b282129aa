public import SkyMath

extension ThroughputCurve {
    /// The total throughputs of LSST (atmosphere at airmass 1.2 with aerosols, mirrors, lenses, filter, detector), at
    /// steps of 5 nm.
    ///
    /// Each figure is the mean of the published curve (`syseng_throughputs` 1.9) under a triangle of half-width 5 nm,
    /// so that integrals of smooth spectra come out as with the full curve: to 0.004 mag for black bodies from
    /// 4,000 K, 0.03 mag in u. Light that filters leak far from their bands (below 0.0003) is left out; it brightens
    /// u by 0.05 mag at 3,500 K and 0.4 mag at 2,500 K.
    public static let lsst = PerBand(
        u: ThroughputCurve(
            firstNm: 320, stepNm: 5,
            throughputs: [
                0, 0.001, 0.008, 0.026, 0.05, 0.072, 0.093, 0.108, 0.121, 0.136, 0.151, 0.167, 0.178, 0.172, 0.142,
                0.095, 0.032, 0.002, 0,
            ]),
        g: ThroughputCurve(
            firstNm: 380, stepNm: 5,
            throughputs: [
                0, 0.001, 0.01, 0.058, 0.171, 0.275, 0.315, 0.332, 0.352, 0.368, 0.38, 0.391, 0.401, 0.409, 0.418,
                0.429, 0.437, 0.442, 0.447, 0.452, 0.457, 0.462, 0.467, 0.469, 0.47, 0.47, 0.473, 0.476, 0.479, 0.48,
                0.482, 0.478, 0.441, 0.358, 0.263, 0.175, 0.072, 0.011, 0.001, 0,
            ]),
        r: ThroughputCurve(
            firstNm: 520, stepNm: 5,
            throughputs: [
                0, 0.001, 0.001, 0.006, 0.04, 0.136, 0.288, 0.408, 0.467, 0.483, 0.49, 0.496, 0.499, 0.502, 0.502,
                0.505, 0.51, 0.515, 0.52, 0.527, 0.533, 0.536, 0.537, 0.546, 0.55, 0.556, 0.56, 0.564, 0.568, 0.571,
                0.574, 0.571, 0.537, 0.439, 0.29, 0.173, 0.056, 0.007, 0.001, 0,
            ]),
        i: ThroughputCurve(
            firstNm: 660, stepNm: 5,
            throughputs: [
                0, 0.001, 0.005, 0.028, 0.074, 0.147, 0.244, 0.403, 0.542, 0.6, 0.61, 0.604, 0.577, 0.577, 0.584,
                0.604, 0.617, 0.62, 0.621, 0.62, 0.437, 0.46, 0.605, 0.62, 0.621, 0.621, 0.619, 0.618, 0.615, 0.604,
                0.557, 0.45, 0.324, 0.195, 0.085, 0.019, 0.002, 0,
            ]),
        z: ThroughputCurve(
            firstNm: 790, stepNm: 5,
            throughputs: [
                0, 0.001, 0.007, 0.048, 0.129, 0.229, 0.388, 0.537, 0.601, 0.62, 0.626, 0.625, 0.623, 0.621, 0.619,
                0.618, 0.613, 0.608, 0.601, 0.595, 0.588, 0.557, 0.518, 0.521, 0.48, 0.422, 0.359, 0.24, 0.104, 0.018,
                0.002, 0,
            ]),
        y: ThroughputCurve(
            firstNm: 880, stepNm: 5,
            throughputs: [
                0, 0.001, 0.001, 0.001, 0.001, 0.002, 0.008, 0.036, 0.097, 0.18, 0.238, 0.237, 0.3, 0.289, 0.294,
                0.294, 0.298, 0.307, 0.314, 0.291, 0.281, 0.271, 0.253, 0.234, 0.215, 0.196, 0.177, 0.159, 0.143,
                0.125, 0.106, 0.087, 0.071, 0.057, 0.044, 0.034, 0.025, 0.018, 0.013, 0.01, 0.007, 0.005, 0.003, 0.002,
                0,
            ]))
}
