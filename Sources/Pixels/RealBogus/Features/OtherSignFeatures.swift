extension Features {
    mutating func measureOtherSign(_ pixels: CandidatePixels, _ fit: PointFit) {
        self[.negativeShare3] = negativeShare(pixels, 0..<3)
        self[.negativeShare5] = negativeShare(pixels, 0..<5)
        let pulls = pixels.usable(0..<7).map { pixels.values[$0] * pixels.weights[$0].squareRoot() }
        if let least = pulls.min() { self[.deepest] = least / fit.snr }
        measureDipole(pixels, fit)
        self[.sceneGain] = sceneGain(pixels) / (fit.snr * fit.snr)
    }

    private func negativeShare(_ pixels: CandidatePixels, _ ring: Range<Double>) -> Double {
        let places = pixels.usable(ring)
        return Double(places.count { pixels.values[$0] < 0 }) / Double(places.count)
    }

    /// The second PSF is tried at whole pixels up to 5 away.
    private mutating func measureDipole(_ pixels: CandidatePixels, _ fit: PointFit) {
        let places = pixels.usable(0..<10)
        let (side, psf, weights) = (pixels.side, pixels.psf, pixels.weights)
        let aa = places.reduce(0) { $0 + psf[$1] * psf[$1] * weights[$1] }
        let ad = places.reduce(0) { $0 + psf[$1] * pixels.values[$1] * weights[$1] }
        var best = (gain: 0.0, ratio: 0.0)
        for dy in -5...5 {
            for dx in -5...5 where (2...25).contains(dx * dx + dy * dy) {
                var (ab, bb, bd) = (0.0, 0.0, 0.0)
                for n in places {
                    let source = n - dy * side - dx
                    guard psf.indices.contains(source) else { continue }
                    let second = psf[source] * weights[n]
                    ab += second * psf[n]
                    bb += second * psf[source]
                    bd += second * pixels.values[n]
                }
                let determinant = aa * bb - ab * ab
                guard determinant > 1e-6 * aa * bb else { continue }
                let (first, other) = ((ad * bb - bd * ab) / determinant, (bd * aa - ad * ab) / determinant)
                let gain = first * ad + other * bd - ad * ad / aa
                if first > 0, other < 0, gain > best.gain { best = (gain, -other / first) }
            }
        }
        self[.dipoleGain] = best.gain / (fit.snr * fit.snr)
        self[.dipoleRatio] = best.ratio
    }

    /// Chi^2 that the scene and its slopes along x and y gain, within 6 pixels.
    private func sceneGain(_ pixels: CandidatePixels) -> Double {
        let (side, scene) = (pixels.side, pixels.scene)
        var sums = NormalSums()
        for n in pixels.usable(0..<6) {
            let slopes = (scene[n + 1] - scene[n - 1], scene[n + side] - scene[n - side])
            sums.add([scene[n], slopes.0, slopes.1], pixels.values[n], pixels.weights[n])
        }
        return sums.gain
    }
}

/// Normal equations of three columns.
private struct NormalSums {
    var matrix = [Double](repeating: 0, count: 9)
    var right = [Double](repeating: 0, count: 3)

    mutating func add(_ row: [Double], _ value: Double, _ weight: Double) {
        for i in 0..<3 {
            right[i] += row[i] * value * weight
            for j in 0..<3 { matrix[3 * i + j] += row[i] * row[j] * weight }
        }
    }

    /// Chi^2 less that of the best fit, by Gram and Schmidt; columns that the others make are left out.
    var gain: Double {
        var (matrix, right, gain) = (self.matrix, self.right, 0.0)
        for k in 0..<3 {
            let pivot = matrix[4 * k]
            guard pivot > 1e-9 * self.matrix[4 * k], pivot > 0 else { continue }
            gain += right[k] * right[k] / pivot
            let (row, value) = ((0..<3).map { matrix[3 * k + $0] }, right[k])
            for i in k + 1..<3 {
                let factor = row[i] / pivot
                right[i] -= factor * value
                for j in 0..<3 { matrix[3 * i + j] -= factor * row[j] }
            }
        }
        return gain
    }
}
