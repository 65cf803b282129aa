internal import CKernels

/// The inverse of a covariance: that of independent pixels, and of any number of patterns with normal amplitudes of
/// variance 1.
///
/// Each pattern n changes the inverse by one term, C^-1 - (C^-1 n)(C^-1 n)ᵀ / (1 + nᵀ C^-1 n): the formula of Sherman and
/// Morrison 1950, doi:10.1214/aoms/1177729893.
struct NoiseModel {
    /// 1 / variance, 0 where a pixel does not count.
    let weights: [Double]
    private var terms: [Double] = []
    private(set) var patterns = 0

    init(weights: [Double]) { self.weights = weights }

    /// Adds a pattern. Complexity: O(pixels x patterns).
    mutating func add(_ pattern: [Double]) {
        let column = inverse(pattern)
        let norm = dot(column, pattern)
        let scale = 1 / (1 + norm).squareRoot()
        terms += column.map { $0 * scale }
        patterns += 1
    }

    /// C^-1 of the values. Complexity: O(pixels x patterns).
    func inverse(_ values: [Double]) -> [Double] {
        var result = zip(weights, values).map { $0 * $1 }
        let count = weights.count
        values.withUnsafeBufferPointer { values in
            terms.withUnsafeBufferPointer { terms in
                result.withUnsafeMutableBufferPointer { result in
                    guard let values = values.baseAddress, let start = terms.baseAddress,
                        let result = result.baseAddress
                    else { return }
                    for n in 0..<patterns {
                        let term = start + n * count
                        tocsin_add_scaled(term, -Products.dot(term, values, count), result, count)
                    }
                }
            }
        }
        return result
    }
}

extension NoiseModel {
    /// xᵀ C^-1 x of values x. Complexity: O(pixels x patterns), half of that of `inverse(_:)`.
    func norm(_ values: [Double]) -> Double {
        var result = 0.0
        for (weight, value) in zip(weights, values) { result += weight * value * value }
        values.withUnsafeBufferPointer { values in
            terms.withUnsafeBufferPointer { terms in
                guard let values = values.baseAddress, let start = terms.baseAddress else { return }
                for n in 0..<patterns {
                    let product = Products.dot(start + n * weights.count, values, weights.count)
                    result -= product * product
                }
            }
        }
        return result
    }
}

/// The scalar product of two arrays of one length.
func dot(_ a: [Double], _ b: [Double]) -> Double {
    a.withUnsafeBufferPointer { first in
        b.withUnsafeBufferPointer { second in
            guard let first = first.baseAddress, let second = second.baseAddress else { return 0 }
            return Products.dot(first, second, min(a.count, b.count))
        }
    }
}
