/// The flux of the PSF at a candidate's place, and what it leaves.
struct PointFit {
    let flux: Double
    let snr: Double
    /// Values less flux times PSF; 0 where the weight is.
    let rest: [Double]

    /// Nil where no light of the PSF falls on usable pixels, or none of the sign that it should have is found.
    init?(_ pixels: CandidatePixels) {
        let power = pixels.product(of: pixels.psf)
        let light = pixels.product(of: pixels.values)
        guard power > 0, light.isFinite, light > 0 else { return nil }
        let flux = light / power
        (self.flux, snr) = (flux, light / power.squareRoot())
        rest = pixels.values.indices.map { n in
            pixels.weights[n] > 0 ? pixels.values[n] - flux * pixels.psf[n] : 0
        }
    }
}

extension Features {
    mutating func measureFit(_ pixels: CandidatePixels, _ fit: PointFit) {
        self[.chi2Core] = meanSquare(fit.rest, pixels, 0..<3)
        self[.chi2Wide] = meanSquare(fit.rest, pixels, 3..<8)
        let centre = pixels.centre
        if pixels.weights[centre] > 0 {
            self[.sharpness] = pixels.values[centre] / (fit.flux * pixels.psf[centre])
        }
        let core = pixels.usable(0..<1.6)
        self[.concentration] = sum(pixels.values, core) / (fit.flux * sum(pixels.psf, core))
    }

    mutating func measureRings(_ pixels: CandidatePixels, _ fit: PointFit) {
        let rings: [(FeatureName, Range<Double>)] = [
            (.ringPullA, 1.6..<3), (.ringPullB, 3..<5), (.ringPullC, 5..<8), (.ringPullD, 8..<12),
        ]
        for (name, ring) in rings {
            let places = pixels.usable(ring)
            let variance = places.reduce(0) { $0 + 1 / pixels.weights[$1] }
            self[name] = sum(fit.rest, places) / variance.squareRoot()
        }
    }

    private func meanSquare(_ plane: [Double], _ pixels: CandidatePixels, _ ring: Range<Double>) -> Double {
        let places = pixels.usable(ring)
        return places.reduce(0) { $0 + plane[$1] * plane[$1] * pixels.weights[$1] } / Double(places.count)
    }

    private func sum(_ plane: [Double], _ places: [Int]) -> Double { places.reduce(0) { $0 + plane[$1] } }
}
