internal import Imaging

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A trail fitted to the pixels along a line: a crest that may be shifted and turned against it.
struct StreakFit {
    private let axis: StreakAxis
    private var profile: StreakProfile
    private var crest: Crest
    private var covariance: [Double] = []
    /// The pieces of the line that have the trail's light.
    private var part = 0..<StreakProfile.pieces

    /// nil where there is no crest.
    init?(_ image: MaskedImage, _ noise: SmoothMap, _ squares: StreakSquares, _ line: StreakLine) {
        guard let axis = StreakAxis(through: line, in: image.bounds) else { return nil }
        self.axis = axis
        let reach = 5 * squares.bin
        profile = StreakProfile(image, noise, squares, axis, reach: reach) { value, noise, _, _ in
            abs(value) < 1000 * noise
        }
        guard let start = Crest(best: profile, 0..<StreakProfile.pieces, most: 2.0 * Double(squares.bin)) else {
            return nil
        }
        crest = start
        for round in 0..<3 {
            guard fit() else { return nil }
            part = lit()
            guard round < 2, !part.isEmpty else { continue }
            let crest = self.crest
            profile = StreakProfile(image, noise, squares, axis, reach: reach) { value, noise, along, distance in
                let model = crest.value(along, distance)
                return abs(value - model) < 4 * noise + 0.5 * abs(model)
            }
        }
        guard !part.isEmpty, fit() else { return nil }
    }

    /// Marquardt's steps over the part; whether they led to a crest.
    private mutating func fit() -> Bool {
        var damping = 1e-3
        var cost = crest.cost(profile, part)
        for _ in 0..<60 {
            let (matrix, right) = crest.normals(profile, part)
            var damped = matrix
            for n in 0..<5 { damped[n * 6] *= 1 + damping }
            guard let step = Cholesky(damped, count: 5)?.solution(right) else { return false }
            let next = crest.moved(by: step)
            let nextCost = next.isAllowed(profile.reach) ? next.cost(profile, part) : .infinity
            let isLast = abs(cost - nextCost) < 1e-3
            if nextCost <= cost {
                (crest, cost, damping) = (next, nextCost, damping / 10)
                if isLast { break }
            } else {
                damping *= 10
                if damping > 1e8 { break }
            }
        }
        let inverse = Cholesky(crest.normals(profile, part).matrix, count: 5)
        covariance = inverse?.inverseDiagonal ?? []
        return covariance.count == 5 && crest.height > 0
    }

    /// The run of pieces that a trail with ends explains best.
    private func lit() -> Range<Int> {
        let scores = (0..<StreakProfile.pieces).map { n in
            let (height, weight) = crest.height(profile, n..<n + 1)
            return weight * crest.height * (min(height, crest.height) - crest.height / 2)
        }
        var (best, start, sum, result) = (0.0, 0, 0.0, 0..<0)
        for n in scores.indices {
            if sum <= 0 { (sum, start) = (0, n) }
            sum += scores[n]
            if sum > best { (best, result) = (sum, start..<n + 1) }
        }
        return result
    }

    /// nil where the light comes from a few places of the line only.
    var streak: Streak? {
        let heights = part.map { crest.height(profile, $0..<$0 + 1) }.filter { $0.weight > 0 }
        let bright = heights.filter { $0.height > 0.3 * crest.height }
        guard 10 * bright.count >= 6 * heights.count, heights.count > 1 else { return nil }
        let ends = [part.lowerBound, part.upperBound].map { n in
            let along = Double(n) / Double(StreakProfile.pieces) - 0.5
            return axis.place(along, crest.shift + crest.turn * along)
        }
        let middle = (x: (ends[0].x + ends[1].x) / 2, y: (ends[0].y + ends[1].y) / 2)
        var theta = atan2(ends[1].x - ends[0].x, ends[0].y - ends[1].y) * 180 / .pi
        if theta < 0 { theta += 180 }
        if theta >= 180 { theta -= 180 }
        let (c, s) = (cos(theta * .pi / 180), sin(theta * .pi / 180))
        return Streak(
            rho: middle.x * c + middle.y * s, theta: theta, rhoError: covariance[1].squareRoot(),
            thetaError: covariance[2].squareRoot() / axis.length * 180 / .pi, startX: ends[0].x, startY: ends[0].y,
            endX: ends[1].x, endY: ends[1].y, width: crest.width, widthError: covariance[3].squareRoot(),
            surfaceBrightness: crest.height, surfaceBrightnessError: covariance[0].squareRoot(),
            significance: crest.height * crest.height(profile, part).weight.squareRoot())
    }
}
