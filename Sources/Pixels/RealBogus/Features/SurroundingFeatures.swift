internal import Imaging

extension Features {
    mutating func measureMask(_ pixels: CandidatePixels) {
        let power = pixels.psf.reduce(0) { $0 + $1 * $1 }
        let lost = pixels.psf.indices.reduce(0) { sum, n in
            pixels.weights[n] > 0 ? sum : sum + pixels.psf[n] * pixels.psf[n]
        }
        self[.maskedCore] = lost / power
        let near = pixels.radii.indices.filter { pixels.radii[$0] < 12 }
        self[.maskedShare] = Double(near.count { pixels.weights[$0] == 0 }) / Double(near.count)
        self[.maskDistance] = distance(pixels) { pixels.weights[$0] == 0 }
        self[.saturationDistance] = distance(pixels) { pixels.mask[$0].contains(.saturated) }
    }

    private func distance(_ pixels: CandidatePixels, _ isMeant: (Int) -> Bool) -> Double {
        pixels.radii.indices.reduce(40) { isMeant($1) ? min($0, pixels.radii[$1]) : $0 }
    }

    mutating func measureSurroundings(_ pixels: CandidatePixels) {
        let outer = pixels.usable(8..<100)
        guard !outer.isEmpty, let noise = pixels.noise else { return }
        let squares = outer.reduce(0) { $0 + min(25, pixels.square($1)) }
        self[.scatter] = (squares / Double(outer.count)).squareRoot()
        self[.neighbours] = Double(outer.count { pixels.isExtreme($0, pull: 4.5) })
        let weight = pixels.weights[pixels.centre]
        if weight > 0 { self[.varianceRatio] = 1 / (weight * noise * noise) }
    }
}

extension CandidatePixels {
    /// Of the pull.
    fileprivate func square(_ n: Int) -> Double { values[n] * values[n] * weights[n] }

    /// Whether a pixel has such a pull, and none of the eight around has a greater one; never at the square's edge.
    fileprivate func isExtreme(_ n: Int, pull: Double) -> Bool {
        let own = square(n)
        guard own >= pull * pull, (1..<side - 1).contains(n % side), (1..<side - 1).contains(n / side) else {
            return false
        }
        return [n - side - 1, n - side, n - side + 1, n - 1, n + 1, n + side - 1, n + side, n + side + 1]
            .allSatisfy { square($0) <= own }
    }
}
