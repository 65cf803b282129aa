/// Weights about a centre pixel: what a point of flux 1 becomes.
///
/// `weights` has 2 `radiusX` + 1 columns and 2 `radiusY` + 1 rows; the centre is its middle pixel.
public struct ConvolutionKernel: Sendable, Hashable {
    /// Finite, both sides odd; the middle pixel is the centre.
    public let weights: Image<Float>

    /// Throws `ImagingError` when a side is even or 0, or a weight is not finite.
    public init(_ weights: Image<Float>) throws {
        guard weights.width % 2 == 1, weights.height % 2 == 1 else {
            throw ImagingError(.kernel, "a kernel of \(weights.width) x \(weights.height), of which a side is not odd")
        }
        guard weights.pixels.allSatisfy(\.isFinite) else {
            throw ImagingError(.kernel, "a kernel with a weight that is not finite")
        }
        self.weights = weights
    }

    /// A square kernel of these weights, row after row.
    public init(side: Int, weights: [Float]) throws {
        try self.init(Image(width: side, height: side, pixels: weights))
    }

    private init(unchecked weights: Image<Float>) { self.weights = weights }

    /// Columns on either side of the centre.
    public var radiusX: Int { weights.width / 2 }
    /// Rows on either side of the centre.
    public var radiusY: Int { weights.height / 2 }

    /// What becomes of the flux of a source.
    public var sum: Double { weights.pixels.reduce(0) { $0 + Double($1) } }

    /// The kernel that variances are convolved with.
    public var squared: ConvolutionKernel { ConvolutionKernel(unchecked: weights.map { $0 * $0 }) }

    /// The weights as a correlation takes them: turned by half a turn.
    var turned: [Float] { weights.pixels.reversed() }
}

/// A kernel that is a column of weights times a row of weights.
public struct SeparableKernel: Sendable, Hashable {
    /// Weights along x and along y, an odd number of each.
    public let x: [Float]
    /// Weights along y, an odd number.
    public let y: [Float]

    /// Throws `ImagingError` when a number of weights is even, or a weight is not finite.
    public init(x: [Float], y: [Float]) throws {
        guard x.count % 2 == 1, y.count % 2 == 1 else {
            throw ImagingError(.kernel, "a kernel of \(x.count) x \(y.count), of which a side is not odd")
        }
        guard (x + y).allSatisfy(\.isFinite) else {
            throw ImagingError(.kernel, "a kernel with a weight that is not finite")
        }
        (self.x, self.y) = (x, y)
    }

    private init(uncheckedX x: [Float], y: [Float]) { (self.x, self.y) = (x, y) }

    /// Weights on either side of the centre along x.
    public var radiusX: Int { x.count / 2 }
    /// Weights on either side of the centre along y.
    public var radiusY: Int { y.count / 2 }

    /// The kernel that variances are convolved with.
    public var squared: SeparableKernel { SeparableKernel(uncheckedX: x.map { $0 * $0 }, y: y.map { $0 * $0 }) }

    /// The same weights as a plane.
    public var dense: ConvolutionKernel {
        get throws {
            try ConvolutionKernel(Image(width: x.count, height: y.count, pixels: y.flatMap { v in x.map { $0 * v } }))
        }
    }
}
