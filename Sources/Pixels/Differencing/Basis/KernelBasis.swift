#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The functions that a kernel is made of: Gaussians times polynomials of the offset, on a square of pixels.
///
/// Source: Alard and Lupton 1998 (doi:10.1086/305984). Every function is a column of weights times a row, each scaled
/// to the norm 1.
public struct KernelBasis: Sendable, Hashable {
    /// One Gaussian and the polynomials that multiply it.
    public struct Component: Sendable, Hashable {
        /// Standard deviation in pixels.
        public var sigma: Double
        /// The highest total degree of the polynomials.
        public var degree: Int

        /// Checked by the basis that it goes into: sigma in 0.3 ... 31 pixels, degree in 0 ... 8.
        public init(sigma: Double, degree: Int) {
            self.sigma = sigma
            self.degree = degree
        }
    }

    /// A column of weights times a row of weights.
    struct Function: Sendable, Hashable {
        let row: [Double]
        let column: [Double]
        /// Number of the column among those that differ; functions with the same one follow each other.
        let family: Int

        /// What becomes of the flux of a source.
        var sum: Double { row.reduce(0, +) * column.reduce(0, +) }

        /// First moments about the middle pixel along x and y, in pixels.
        var moments: (x: Double, y: Double) {
            (Self.moment(row) * column.reduce(0, +), row.reduce(0, +) * Self.moment(column))
        }

        private static func moment(_ weights: [Double]) -> Double {
            weights.indices.reduce(0) { $0 + Double($1 - weights.count / 2) * weights[$1] }
        }
    }

    /// In the order in which they were given.
    public let components: [Component]
    /// Pixels on each side of the middle one.
    public let radius: Int
    let functions: [Function]

    /// Throws `DifferencingError` unless radius is in 1 ... 31, sigmas in 0.3 ... 31, degrees in 0 ... 8, and there
    /// are at most 60 functions.
    public init(components: [Component], radius: Int) throws {
        let isSound = components.allSatisfy { (0.3...31).contains($0.sigma) && (0...8).contains($0.degree) }
        guard isSound, !components.isEmpty, (1...31).contains(radius) else {
            throw DifferencingError(.parameter, "a kernel of radius \(radius) of \(components.count) Gaussians")
        }
        self.init(unchecked: components, radius)
        guard count <= 60 else {
            throw DifferencingError(.parameter, "a kernel of \(count) functions; 60 is the limit")
        }
    }

    private init(unchecked components: [Component], _ radius: Int) {
        (self.components, self.radius) = (components, radius)
        var functions: [Function] = []
        var family = 0
        for component in components {
            for j in 0...component.degree {
                let column = Self.weights(component.sigma, j, radius)
                for i in 0...component.degree - j {
                    functions.append(
                        Function(row: Self.weights(component.sigma, i, radius), column: column, family: family))
                }
                family += 1
            }
        }
        self.functions = functions
    }

    /// Standard deviations of 0.7, 1.5, 3 and 6 pixels with the degrees 4, 4, 2 and 0: 37 functions on 27 x 27 pixels.
    public static let standard = KernelBasis(
        unchecked: [
            Component(sigma: 0.7, degree: 4), Component(sigma: 1.5, degree: 4), Component(sigma: 3, degree: 2),
            Component(sigma: 6, degree: 0),
        ], 13)

    /// Functions.
    public var count: Int { functions.count }
    /// Pixels of a side.
    public var side: Int { 2 * radius + 1 }

    private static func weights(_ sigma: Double, _ power: Int, _ radius: Int) -> [Double] {
        let values = (-radius...radius).map { offset in
            let u = Double(offset)
            return exp(-u * u / (2 * sigma * sigma)) * pow(u / max(2 * sigma, 1), Double(power))
        }
        let norm = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return values.map { $0 / norm }
    }

    /// The weights of the sum of the functions times `coefficients`, row after row.
    func weights(_ coefficients: [Double]) -> [Double] {
        var result = [Double](repeating: 0, count: side * side)
        var n = 0
        while n < count {
            let (family, column) = (functions[n].family, functions[n].column)
            var row = [Double](repeating: 0, count: side)
            while n < count, functions[n].family == family {
                for x in 0..<side { row[x] += coefficients[n] * functions[n].row[x] }
                n += 1
            }
            for y in 0..<side {
                for x in 0..<side { result[y * side + x] += column[y] * row[x] }
            }
        }
        return result
    }
}
