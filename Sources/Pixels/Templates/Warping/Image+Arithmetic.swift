internal import Imaging

extension Image<Float> {
    /// Adds `factor` times the pixels of `other`, of the same size.
    mutating func add(_ other: Image, times factor: Float) {
        withUnsafeMutablePixels { sum in
            other.withUnsafePixels { values in
                for i in sum.indices { sum[i] += factor * values[i] }
            }
        }
    }

    mutating func multiply(by factor: Float) {
        withUnsafeMutablePixels { for n in $0.indices { $0[n] *= factor } }
    }
}
