internal import Imaging

/// How sharp a pixel is: its edges, and the light around it.
struct Sharpness {
    /// The mean over the pixel's four corners of its height above the two neighbours there, 0 where that is less.
    let edges: Float
    /// The fifth least of the eight neighbours.
    let surroundings: Float

    /// At a place that is not at the edge.
    @inline(__always)
    init(_ pixels: UnsafePointer<Float>, _ place: Int, width: Int) {
        edges = Self.edges(pixels, place, width: width)
        surroundings = Self.fifth(pixels, place, width)
    }

    @inline(__always)
    static func edges(_ pixels: UnsafePointer<Float>, _ place: Int, width: Int) -> Float {
        let (value, left, right) = (pixels[place], pixels[place - 1], pixels[place + 1])
        let (below, above) = (pixels[place - width], pixels[place + width])
        let corners = SIMD4<Float>(left + below, right + below, left + above, right + above)
        let heights = SIMD4<Float>(repeating: value) - 0.5 * corners
        return 0.25 * heights.replacing(with: 0, where: heights .< 0).sum()
    }

    private static func fifth(_ pixels: UnsafePointer<Float>, _ place: Int, _ width: Int) -> Float {
        let below = place - width
        let above = place + width
        var values = SIMD8<Float>(
            pixels[below - 1], pixels[below], pixels[below + 1], pixels[place - 1], pixels[place + 1],
            pixels[above - 1], pixels[above], pixels[above + 1])
        for n in 0..<5 {
            var least = n
            for k in n + 1..<8 where values[k] < values[least] { least = k }
            (values[n], values[least]) = (values[least], values[n])
        }
        return values[4]
    }

    /// The most edges by surroundings that a star can have, wherever it lies between pixels.
    ///
    /// Pixels whose edges are below a twentieth of the star's highest pixel are not looked at.
    static func limit(of psf: SampledPSF) -> Double {
        var limit: Float = 0
        for n in 0..<81 {
            let stamp = psf.stamp(x: Double(n % 9 - 4) / 8.1, y: Double(n / 9 - 4) / 8.1)
            let light = Array(stamp.planes[..<stamp.box.area])
            let highest = light.max() ?? 0
            light.withUnsafeBufferPointer { light in
                guard let start = light.baseAddress else { return }
                for y in max(1, psf.side / 2 - 2)..<min(psf.side - 1, psf.side / 2 + 3) {
                    for x in max(1, psf.side / 2 - 2)..<min(psf.side - 1, psf.side / 2 + 3) {
                        let sharpness = Sharpness(start, y * psf.side + x, width: psf.side)
                        guard sharpness.edges > highest / 20 else { continue }
                        limit = max(limit, sharpness.edges / max(sharpness.surroundings, highest * 1e-4))
                    }
                }
            }
        }
        return Double(limit)
    }
}
