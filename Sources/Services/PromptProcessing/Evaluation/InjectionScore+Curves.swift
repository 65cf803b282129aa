internal import Differencing

extension InjectionScore {
    /// Of the added sources whose true S/N lies in a range, those that were found.
    public func completeness(_ range: Range<Double>, nearSources: Bool? = nil) -> BinomialShare {
        let wanted = matches.filter {
            range.contains($0.trueSignalToNoise) && (nearSources ?? $0.source.isNearSource) == $0.source.isNearSource
        }
        return BinomialShare(wanted.count { $0.detection != nil }, of: wanted.count)
    }

    /// Of the new detections whose measured S/N lies in a range, those of an added source.
    ///
    /// It depends on how many were added: purity of a night needs the rate of what the sky itself does.
    public func purity(_ range: Range<Double>) -> BinomialShare {
        let real = matches.compactMap(\.detection).count { range.contains(abs($0.signalToNoise)) }
        let wrong = unmatched.count { range.contains(abs($0.signalToNoise)) }
        return BinomialShare(real, of: real + wrong)
    }

    /// Detections of nothing that was added, from this S/N on.
    public func falseDetections(from signalToNoise: Double) -> Int {
        unmatched.count { abs($0.signalToNoise) >= signalToNoise }
    }

    /// Of sources found with a S/N from `least` on: the mean of measured by true flux, weighted by the errors, its error, and
    /// the standard deviation of (measured - true) / error. Nil of fewer than five.
    public func fluxes(from least: Double) -> (ratio: Double, error: Double, pull: Double)? {
        let pairs = matches.compactMap { match in match.detection.map { (match, $0) } }
            .filter { $0.0.trueSignalToNoise >= least && $0.1.fluxError > 0 && $0.1.fluxError.isFinite }
        guard pairs.count >= 5 else { return nil }
        var (weights, sum, squares) = (0.0, 0.0, 0.0)
        for (match, detection) in pairs {
            let error = detection.fluxError / match.trueFlux
            weights += 1 / (error * error)
            sum += detection.flux / match.trueFlux / (error * error)
            let pull = (detection.flux - match.trueFlux) / detection.fluxError
            squares += pull * pull
        }
        return (sum / weights, 1 / weights.squareRoot(), (squares / Double(pairs.count)).squareRoot())
    }

    /// Ranges of S/N for curves: single ones to 10, wider ones beyond.
    public static let ranges: [Range<Double>] = [
        0..<3, 3..<4, 4..<5, 5..<6, 6..<7, 7..<8, 8..<9, 9..<10, 10..<15, 15..<20, 20..<50, 50..<1e9,
    ]
}
