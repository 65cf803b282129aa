extension Image<Float> {
    /// What `convolved(with:)` computes, pixel by pixel in double precision: what the fast ways are tested against.
    func referenceConvolved(with kernel: ConvolutionKernel) -> Image {
        var result = Image(width: width, height: height, repeating: 0)
        for y in 0..<height {
            for x in 0..<width { result[x, y] = Float(referenceValue(x, y, kernel)) }
        }
        return result
    }

    private func referenceValue(_ x: Int, _ y: Int, _ kernel: ConvolutionKernel) -> Double {
        var sum = 0.0
        for v in 0..<kernel.weights.height {
            for u in 0..<kernel.weights.width {
                let (column, row) = (x - u + kernel.radiusX, y - v + kernel.radiusY)
                guard bounds.contains(x: column, y: row) else { continue }
                sum += Double(self[column, row]) * Double(kernel.weights[u, v])
            }
        }
        return sum
    }
}
