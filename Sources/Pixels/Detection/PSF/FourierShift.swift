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
    func shifted(_ values: [Float], byX x: Double, y: Double) -> [Float] {
        let across = weights(-x)
        let down = weights(y)
        let along = product(values, across)
        return product(down, along)
    }

    /// The matrix product of two squares, row after row.
    private func product(_ a: [Float], _ b: [Float]) -> [Float] {
        let side = side
        return [Float](unsafeUninitializedCapacity: side * side) { result, count in
            result.initialize(repeating: 0)
            count = side * side
            a.withUnsafeBufferPointer { a in
                b.withUnsafeBufferPointer { b in
                    for row in stride(from: 0, to: side * side, by: side) {
                        for i in 0..<side {
                            let (factor, start) = (a[row + i], i * side)
                            for column in 0..<side { result[row + column] += factor * b[start + column] }
                        }
                    }
                }
            }
        }
    }

    /// How much of pixel i goes to pixel n, at n * side + i: Dirichlet's kernel. Exchanged it is that of the opposite shift.
    private func weights(_ shift: Double) -> [Float] {
        let kernel = (-(side - 1)...side - 1).map { Float(dirichlet(Double($0) - shift)) }
        return (0..<side).flatMap { n in (0..<side).map { kernel[n - $0 + side - 1] } }
    }

    private func dirichlet(_ t: Double) -> Double {
        let below = sin(.pi * t / Double(side))
        return abs(below) < 1e-12 ? 1 : sin(.pi * t) / (Double(side) * below)
    }
}
