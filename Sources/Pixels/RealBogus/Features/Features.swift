/// Numbers measured on a candidate: see `FeatureName` for each. Pure functions of the stamps.
public struct Features: Sendable {
    /// In the order of `FeatureName.allCases`; NaN where nothing is measurable.
    public private(set) var values = [Double](repeating: .nan, count: FeatureName.allCases.count)

    /// All NaN.
    public init() {}

    /// NaN where nothing is measurable; a value set that is not finite becomes NaN.
    public subscript(name: FeatureName) -> Double {
        get { values[name.index] }
        set { values[name.index] = newValue.isFinite ? newValue : .nan }
    }

    /// Complexity: O(pixels of the stamps x 100).
    public init(of stamps: CandidateStamps, facts: DetectionFacts = DetectionFacts()) {
        self[.searchChi2] = facts.chi2
        self[.nuisances] = facts.nuisances
        self[.birge] = facts.birge
        self[.snr] = abs(facts.snr)
        guard let pixels = CandidatePixels(stamps, facts), let fit = PointFit(pixels) else { return }
        if facts.snr.isNaN { self[.snr] = fit.snr }
        self[.snrShare] = self[.snr] / fit.snr
        measureFit(pixels, fit)
        measureRings(pixels, fit)
        measureShape(pixels)
        measureOtherSign(pixels, fit)
        measureScene(pixels, fit)
        measureMask(pixels)
        measureSurroundings(pixels)
    }
}

extension FeatureName {
    /// Place among `allCases`.
    public var index: Int { Self.indices[self] ?? 0 }

    private static let indices = Dictionary(uniqueKeysWithValues: zip(allCases, allCases.indices))
}
