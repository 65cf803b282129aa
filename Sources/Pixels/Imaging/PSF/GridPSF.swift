/// A model given by its values on a grid, the same all over the image.
///
/// The values are those that pixels have, the pixel's own width included; between grid points a Lanczos kernel gives them.
/// Beyond the grid is 0.
public struct GridPSF: PSFModel, Hashable {
    /// Values at grid points; the model's centre is that of the middle one.
    public let values: Image<Float>
    /// Distance of grid points in pixels; below 1 where the grid is finer than the image.
    public let sampling: Double
    /// What interpolates between grid points.
    public let kernel: Lanczos

    /// Throws `ImagingError` when a side is even, a value not finite, all are 0 or less in sum, or the sampling is not in
    /// 0.01 ... 100.
    public init(_ values: Image<Float>, sampling: Double = 1, kernel: Lanczos = .four) throws {
        let sum = values.pixels.reduce(0.0) { $0 + Double($1) }
        guard sum.isFinite, sum > 0 else {
            throw ImagingError(.noData, "a PSF whose values have the sum \(sum)")
        }
        try self.init(basis: values, sampling, kernel)
    }

    /// Values of any sum: a term of a model.
    init(basis values: Image<Float>, _ sampling: Double, _ kernel: Lanczos) throws {
        guard values.width % 2 == 1, values.height % 2 == 1, (0.01...100).contains(sampling) else {
            throw ImagingError(
                .parameter,
                "a PSF on \(values.width) x \(values.height) points of \(sampling) pixels: sides must be odd")
        }
        guard values.pixels.allSatisfy({ $0.isFinite }) else {
            throw ImagingError(.parameter, "a PSF with a value that is not finite")
        }
        (self.values, self.sampling, self.kernel) = (values, sampling, kernel)
    }

    /// The same for every x and y: of sum 1, or all 0 where that sum is not above 0.
    public func image(atX x: Double, y: Double, side: Int, offsetX: Double, offsetY: Double) -> Image<Float> {
        var result = resampled(values, oddSide(side), offsetX, offsetY)
        result.normalize()
        return result
    }

    /// `values` on `side` x `side` pixels, first along rows, then along columns.
    func resampled(_ values: Image<Float>, _ side: Int, _ offsetX: Double, _ offsetY: Double) -> Image<Float> {
        let columns = stencils(side, values.width, offsetX)
        let rows = stencils(side, values.height, offsetY)
        var along = Image<Float>(width: side, height: values.height, repeating: 0)
        for y in 0..<values.height {
            for (x, stencil) in columns.enumerated() { along[x, y] = stencil.sum { values[$0, y] } }
        }
        var result = Image<Float>(width: side, height: side, repeating: 0)
        for (y, stencil) in rows.enumerated() {
            for x in 0..<side { result[x, y] = stencil.sum { along[x, $0] } }
        }
        return result
    }

    /// For each of `side` pixels the grid points that it is made of.
    private func stencils(_ side: Int, _ points: Int, _ offset: Double) -> [Stencil] {
        let table = LanczosTable.of(kernel)
        return (0..<side).map { n in
            let place = (Double(n - side / 2) - offset) / sampling + Double(points / 2)
            guard place > -8, place < Double(points + 8) else { return Stencil(first: 0, weights: []) }
            let whole = place.rounded(.down)
            return Stencil(
                first: Int(whole) - kernel.radius + 1, weights: table.weights(offset: place - whole), within: points)
        }
    }
}

/// Weights of points in a row.
private struct Stencil {
    let first: Int
    let weights: ArraySlice<Float>

    init(first: Int, weights: ArraySlice<Float>) { (self.first, self.weights) = (first, weights) }

    /// Without those outside 0 ..< count.
    init(first: Int, weights: [Float], within count: Int) {
        let low = max(0, -first)
        let high = max(low, min(weights.count, count - first))
        self.init(first: first + low, weights: low < high ? weights[low..<high] : [])
    }

    @inline(__always)
    func sum(_ value: (Int) -> Float) -> Float {
        var (result, place) = (Float(0), first)
        for weight in weights {
            result += weight * value(place)
            place += 1
        }
        return result
    }
}
