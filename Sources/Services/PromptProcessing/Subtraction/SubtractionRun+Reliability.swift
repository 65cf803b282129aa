internal import Differencing
internal import Imaging
public import RealBogus

extension SubtractionRun {
    /// How likely each detection is a change of the sky, in the order of the result's detections; NaN where the scorer
    /// cannot tell.
    ///
    /// - Throws: what the scorer throws. Complexity: O(detections x pixels of a stamp).
    public func reliabilities(by scorer: any ReliabilityScorer) throws -> [Double] {
        try scorer.reliabilities(of: candidates())
    }

    /// Detections with their stamps and features, as training and scoring see them.
    public func candidates() throws -> [Candidate] {
        try result.detections.map {
            try Candidate(
                $0, of: result, science: images.science, template: images.template)
        }
    }
}
