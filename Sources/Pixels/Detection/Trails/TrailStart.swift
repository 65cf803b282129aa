internal import Imaging

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Where the fit of a trail begins: of lines of several lengths and directions, the one with the best S/N.
///
/// Lines are sums over points, a pixel apart, of the image matched to the PSF.
struct TrailStart {
    private let box: PixelBox
    private let matched: [Float]
    /// What a source of flux 1 gives at whole distances from it.
    private let overlap: [Float]
    private let centres: [(x: Double, y: Double)]

    init(_ pixels: FitPixels, _ psf: SampledPSF, _ x: Double, _ y: Double) {
        box = pixels.box
        matched = pixels.matched(to: psf, reach: 6)
        let stamp = psf.stamp(x: 0, y: 0)
        overlap = (0..<psf.side).map { shift in
            stamp.box.rows.reduce(Float(0)) { sum, v in
                (stamp.box.x + shift..<stamp.box.endX).reduce(sum) { sum, u in
                    sum + stamp.planes[place(0, u, v, stamp.box)] * stamp.planes[place(0, u - shift, v, stamp.box)]
                }
            }
        }
        centres = [(x, y)] + Self.middle(pixels)
    }

    /// Flux, middle and vector; nil where no line has light.
    func best(lengths: [Double]) -> [Double]? {
        var best: (significance: Double, values: [Double])?
        for centre in centres {
            for length in lengths {
                let steps = max(8, min(90, Int(length * 3)))
                for n in 0..<steps {
                    let angle = Double(n) * .pi / Double(steps)
                    let vector = (x: length * cos(angle), y: length * sin(angle))
                    let (flux, significance) = fitted(centre, vector, points: Int(length) + 1)
                    guard significance > best?.significance ?? 0 else { continue }
                    best = (significance, [flux, centre.x, centre.y, vector.x, vector.y])
                }
            }
        }
        return best?.values
    }

    /// The flux of a line that is given but for it, and its absolute value in units of its error for noise of 1.
    private func fitted(
        _ centre: (x: Double, y: Double), _ vector: (x: Double, y: Double), points: Int
    ) -> (flux: Double, significance: Double) {
        let share = 1 / Double(points)
        let sum = (0..<points).reduce(0.0) { sum, n in
            let t = (Double(n) + 0.5) * share - 0.5
            let (u, v) = (Int((centre.x + t * vector.x).rounded()), Int((centre.y + t * vector.y).rounded()))
            return box.contains(x: u, y: v) ? sum + share * Double(matched[place(0, u, v, box)]) : sum
        }
        let norm = overlap.indices.reduce(0.0) { norm, shift in
            let pairs = max(0, points - shift) * (shift == 0 ? 1 : 2)
            return norm + Double(overlap[shift]) * Double(pairs) * share * share
        }
        return norm > 0 ? (sum / norm, abs(sum) / norm.squareRoot()) : (0, 0)
    }

    /// The middle of what stands out of the noise by three standard deviations.
    private static func middle(_ pixels: FitPixels) -> [(x: Double, y: Double)] {
        var (light, sumX, sumY) = (0.0, 0.0, 0.0)
        for v in pixels.box.rows {
            for u in pixels.box.columns {
                let n = place(0, u, v, pixels.box)
                let value = Double(abs(pixels.values[n]))
                guard pixels.weights[n] > 0, value * value > 9 * Double(pixels.variances[n]) else { continue }
                (light, sumX, sumY) = (light + value, sumX + value * Double(u), sumY + value * Double(v))
            }
        }
        return light > 0 ? [(sumX / light, sumY / light)] : []
    }
}
