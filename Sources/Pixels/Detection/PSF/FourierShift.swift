#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Moves a square of an odd number of pixels by parts of a pixel, as its Fourier series does: noise stays white.
struct FourierShift {
    let side: Int

    /// `values` with all light moved by (x, y) pixels, what leaves at one side coming back at the other.
    /// Complexity: O(side^3).
    func shifted(_ values: [Double], byX x: Double, y: Double) -> [Double] {
        let across = weights(x)
        let down = weights(y)
        var along = Array(repeating: 0.0, count: values.count)
        var result = along
        for row in 0..<side {
            for column in 0..<side {
                var sum = 0.0
                for i in 0..<side { sum += across[column * side + i] * values[row * side + i] }
                along[row * side + column] = sum
            }
        }
        for row in 0..<side {
            for i in 0..<side {
                let weight = down[row * side + i]
                for column in 0..<side { result[row * side + column] += weight * along[i * side + column] }
            }
        }
        return result
    }

    /// How much of pixel i goes to pixel n, at n * side + i: Dirichlet's kernel.
    private func weights(_ shift: Double) -> [Double] {
        let kernel = (-(side - 1)...side - 1).map { dirichlet(Double($0) - shift) }
        return (0..<side).flatMap { n in (0..<side).map { kernel[n - $0 + side - 1] } }
    }

    private func dirichlet(_ t: Double) -> Double {
        let below = sin(.pi * t / Double(side))
        return abs(below) < 1e-12 ? 1 : sin(.pi * t) / (Double(side) * below)
    }
}
