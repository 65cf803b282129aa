public import Differencing
public import Imaging

extension Candidate {
    /// A detection of a difference with its stamps and features.
    ///
    /// - Parameters:
    ///   - science, template: as they were subtracted; the features need neither.
    ///
    /// Throws `RealBogusError` when sizes differ or the detection is not in the images.
    public init(
        _ detection: DifferenceDetection, of result: DifferencingResult, science: Image<Float>,
        template: Image<Float>
    ) throws(RealBogusError) {
        let stamps = try CandidateStamps(
            science: science, template: template, difference: result.difference, scene: result.scene,
            psf: result.psf, x: detection.x, y: detection.y)
        self.init(stamps, facts: DetectionFacts(detection))
    }
}

extension DetectionFacts {
    /// S/N, reduced chi square, nuisances and Birge's factor of the detection.
    public init(_ detection: DifferenceDetection) {
        self.init(
            snr: detection.signalToNoise, chi2: detection.reducedChiSquare,
            nuisances: Double(detection.nuisances), birge: detection.birgeFactor)
    }
}

extension CandidateTable {
    /// A line of a detection; its flags as a number.
    public static func line(for detection: DifferenceDetection, _ features: Features) -> String {
        line(
            x: detection.x, y: detection.y, snr: detection.signalToNoise, flags: Int(detection.flags.rawValue),
            features)
    }
}
