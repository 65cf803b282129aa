internal import Imaging

/// What the convolved image's noise adds to the normal equations, from stamps of nothing but noise.
///
/// Noise in the functions draws a kernel towards 0 (their products hold its square), the more the fainter the stars are in
/// the image that is convolved. As much noise again, of random signs and the pixels' standard deviations, put on some of the
/// stamps and taken from them, tells in the mean what the noise that is there has added, with all that is marginalised.
struct NoiseStamps: Sendable {
    /// Numbers among the stamps, from the brightest to the faintest.
    private let numbers: [Int]
    /// As those of `StampDesign`.
    private let rows: [Float]
    private let products: [Double]
    private let size: Int
    private let stride: Int

    /// So many are enough to know the sum of squares to some per cent.
    private static let most = 48

    /// Of some of the stamps of `design`.
    init(_ pair: ImagePair, _ design: StampDesign, _ basis: KernelBasis, whitening: Whitening?, threads: Int) {
        let (positions, shape, stride) = (design.positions, design.shape, design.stride)
        let count = min(positions.count, Self.most)
        let numbers = (0..<count).map { $0 * positions.count / count }
        let size = shape.count * stride
        var rows = [Float](repeating: 0, count: count * size)
        var products = [Double](repeating: 0, count: count * stride * stride)
        rows.withUnsafeMutableBufferPointer { rows in
            products.withUnsafeMutableBufferPointer { products in
                design.weights.withUnsafeBufferPointer { weights in
                    guard let row = rows.baseAddress, let product = products.baseAddress,
                        let weight = weights.baseAddress
                    else { return }
                    let lent = Lent((row, product, weight))
                    concurrently((count + Self.group - 1) / Self.group, threads: threads) { group in
                        let room = StampWorkspace(basis, shape, whitening)
                        let sums = StampProducts(shape, stride)
                        let (row, product, weight) = lent.pointer
                        for n in Self.group * group..<min(Self.group * (group + 1), count) {
                            var signs = Signs(seed: UInt64(n))
                            room.fillNoise(pair, positions[numbers[n]], &signs, row + n * size, stride)
                            sums.add(
                                row + n * size, weight + numbers[n] * shape.count, to: product + n * stride * stride)
                        }
                    }
                }
            }
        }
        (self.numbers, self.rows, self.products) = (numbers, rows, products)
        (self.size, self.stride) = (size, stride)
    }

    /// What the noise adds to the normal equations of a mean stamp, laid out as `StampNormals`; nil where none of the stamps
    /// is used. Complexity: O(pixels x functions), some fifty times.
    func mean(
        _ design: StampDesign, _ used: [Int], _ guess: KernelGuess?, _ scales: NuisanceScales, threads: Int
    ) -> [Double]? {
        let used = Set(used)
        let chosen = numbers.indices.filter { used.contains(numbers[$0]) }
        guard !chosen.isEmpty else { return nil }
        let area = stride * stride
        let groups = chosen.indices.filter { $0 % Self.group == 0 }
        let parts = mapped(groups.count, threads: threads) { part in
            let room = NoisyStamp(design, size)
            var sum = [Double](repeating: 0, count: area)
            for n in chosen[groups[part]..<min(groups[part] + Self.group, chosen.count)] {
                let coefficients = guess?.values([design.positions[numbers[n]]])
                rows.withUnsafeBufferPointer { rows in
                    guard let start = rows.baseAddress else { return }
                    room.add(start + n * size, to: numbers[n], design, coefficients?[...], scales, &sum)
                }
                for k in 0..<area { sum[k] += products[n * area + k] }
            }
            return sum
        }
        return (0..<area).map { k in parts.reduce(0) { $0 + $1[k] } / Double(chosen.count) }
    }

    /// Stamps that a thread takes at a time.
    private static let group = 6
}

/// Room in which noise is put on one stamp after the other.
private struct NoisyStamp: ~Copyable {
    private let nuisance: NuisanceRoom
    private let rows: Room
    private let size: Int

    init(_ design: StampDesign, _ size: Int) {
        nuisance = NuisanceRoom(design)
        rows = Room(size)
        self.size = size
    }

    /// Adds what `noise` on stamp `s` changes of what its nuisances explain, in the mean of both signs.
    func add(
        _ noise: UnsafePointer<Float>, to s: Int, _ design: StampDesign, _ coefficients: ArraySlice<Double>?,
        _ scales: NuisanceScales, _ sum: inout [Double]
    ) {
        for (sign, factor) in [(Float(0), -1.0), (1, 0.5), (-1, 0.5)] {
            let explained = explained(noise, sign, s, design, coefficients, scales)
            for k in sum.indices { sum[k] += factor * explained[k] }
        }
    }

    /// What the nuisances of stamp `s` with `sign` times the noise explain, less than 0.
    private func explained(
        _ noise: UnsafePointer<Float>, _ sign: Float, _ s: Int, _ design: StampDesign,
        _ coefficients: ArraySlice<Double>?, _ scales: NuisanceScales
    ) -> [Double] {
        let stride = design.stride
        design.rows.withUnsafeBufferPointer { all in
            for n in 0..<size { rows.pixels[n] = all[s * size + n] + sign * noise[n] }
        }
        var result = [Double](repeating: 0, count: stride * stride)
        var products = [Double](repeating: 0, count: StampNormals.nuisances * (stride + StampNormals.nuisances))
        nuisance.model(of: rows.pixels, coefficients)
        result.withUnsafeMutableBufferPointer { result in
            products.withUnsafeMutableBufferPointer { products in
                guard let result = result.baseAddress, let products = products.baseAddress else { return }
                let inverse = nuisance.products(s, scales, of: rows.pixels, into: products)
                nuisance.marginalise(result, products, inverse)
            }
        }
        return result
    }
}

/// Random signs, the same each time.
struct Signs {
    private var state: UInt64
    private var bits: UInt64 = 0
    private var left = 0

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x2545_F491_4F6C_DD1D }

    /// 1 or -1.
    mutating func next() -> Float {
        if left == 0 { (bits, left) = (word(), 64) }
        defer { (bits, left) = (bits >> 1, left - 1) }
        return bits & 1 == 0 ? -1 : 1
    }

    /// SplitMix64. Source: Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195.
    private mutating func word() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
