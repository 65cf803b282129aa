#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension Features {
    mutating func measureScene(_ pixels: CandidatePixels, _ fit: PointFit) {
        guard let noise = pixels.noise else { return }
        let (side, scene, centre) = (pixels.side, pixels.scene, pixels.centre)
        let near = pixels.radii.indices.filter { pixels.radii[$0] < 4 }
        let peak = near.reduce(0) { max($0, scene[$1]) }
        self[.sceneHere] = asinh(scene[centre] / noise)
        self[.scenePeak] = asinh(peak / noise)
        self[.sceneBrightest] = asinh((scene.max() ?? 0) / noise)
        let slope = hypot(scene[centre + 1] - scene[centre - 1], scene[centre + side] - scene[centre - side]) / 2
        self[.sceneSlope] = asinh(slope * pixels.sigma / noise)
        self[.changeShare] = asinh(fit.flux * (pixels.psf.max() ?? 0) / max(noise, peak))
        guard let place = pixels.nearestScenePeak(above: 5 * noise) else {
            self[.scenePeakDistance] = 20
            return
        }
        self[.scenePeakDistance] = pixels.radii[place] / pixels.sigma
        self[.scenePeakSharpness] = pixels.sceneSharpness(place)
    }
}

extension CandidatePixels {
    /// Median standard deviation of the usable pixels.
    var noise: Double? {
        let used = weights.filter { $0 > 0 }.sorted()
        return used.isEmpty ? nil : 1 / used[used.count / 2].squareRoot()
    }

    /// The nearest pixel that is not below the eight around it, not at the square's edge.
    func nearestScenePeak(above level: Double) -> Int? {
        var best: Int?
        for y in 1..<side - 1 {
            for x in 1..<side - 1 {
                let n = y * side + x
                let value = scene[n]
                guard value > level, best.map({ radii[n] < radii[$0] }) ?? true else { continue }
                let around = [n - side - 1, n - side, n - side + 1, n - 1, n + 1, n + side - 1, n + side, n + side + 1]
                if around.allSatisfy({ scene[$0] <= value }) { best = n }
            }
        }
        return best
    }

    /// Value by the mean of the pixels about two sigma away.
    func sceneSharpness(_ place: Int) -> Double {
        let (x, y) = (column(place), row(place))
        var (sum, count) = (0.0, 0.0)
        for n in scene.indices where abs(hypot(column(n) - x, row(n) - y) - 2 * sigma) < 0.6 {
            sum += scene[n]
            count += 1
        }
        return scene[place] * count / sum
    }
}
