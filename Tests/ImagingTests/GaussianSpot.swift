import Imaging

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A round Gaussian of flux 1, sampled at the centres of pixels.
struct GaussianSpot {
    var x: Double
    var y: Double
    var sigma: Double

    func image(_ width: Int, _ height: Int) -> Image<Float> {
        var result = Image<Float>(width: width, height: height, repeating: 0)
        for row in 0..<height {
            for column in 0..<width { result[column, row] = Float(value(Double(column), Double(row))) }
        }
        return result
    }

    func value(_ column: Double, _ row: Double) -> Double {
        let square = (column - x) * (column - x) + (row - y) * (row - y)
        return exp(-square / (2 * sigma * sigma)) / (2 * .pi * sigma * sigma)
    }
}

extension Image<Float> {
    var total: Double { pixels.reduce(0) { $0 + Double($1) } }

    /// First moments.
    var centroid: (x: Double, y: Double) {
        var sum = (x: 0.0, y: 0.0)
        for row in 0..<height {
            for column in 0..<width {
                sum.x += Double(column) * Double(self[column, row])
                sum.y += Double(row) * Double(self[column, row])
            }
        }
        return (sum.x / total, sum.y / total)
    }

    /// The largest distance of two images' pixels.
    func distance(to other: Image) -> Float {
        guard bounds == other.bounds else { return .infinity }
        return zip(pixels, other.pixels).reduce(0) { max($0, abs($1.0 - $1.1)) }
    }
}
