internal import Imaging

/// Normal equations of all modes and spatial terms, summed over stamps.
///
/// Products of two spatial terms are sums of four terms of twice the order, so that only as many sums are made as those
/// terms are, and the matrix is put together from them.
struct ModeSums: Sendable {
    let matrix: Matrix
    let right: [Double]

    /// - Parameter noise: what the convolved image's noise adds to the normal equations of a stamp; nil leaves it in.
    init(
        _ normals: StampNormals, _ modes: KernelModes, _ terms: SpatialTerms, _ stamps: StampChoice,
        noise: [Double]? = nil,
        threads: Int
    ) {
        let pairs = modes.count * (modes.count + 1) / 2
        let columns = padded(pairs + modes.count, to: 4)
        let double = SpatialTerms(order: 2 * terms.order, width: terms.width, height: terms.height)
        let products = Self.stampProducts(normals, modes, stamps, noise, columns, threads)
        let wide = padded(double.count, to: 4)
        var places = [Double](repeating: 0, count: stamps.used.count * wide)
        for (n, s) in stamps.used.enumerated() {
            let values = double.values(x: Double(stamps.positions[s].x), y: Double(stamps.positions[s].y))
            for (k, value) in values.enumerated() { places[n * wide + k] = value }
        }
        let sums = Self.sums(products, columns, places, wide, stamps.used.count, threads)
        matrix = Self.matrix(sums, wide, modes.count, terms)
        right = (0..<modes.count * terms.count).map { k in
            sums[(pairs + k / terms.count) * wide + k % terms.count]
        }
    }

    /// For each used stamp the products of pairs of modes, the upper triangle row after row, and the right side.
    private static func stampProducts(
        _ normals: StampNormals, _ modes: KernelModes, _ stamps: StampChoice, _ noise: [Double]?, _ columns: Int,
        _ threads: Int
    ) -> [Double] {
        let stride = normals.stride
        let turn = modes.transformation(rows: stride)
        let noise = noise.map { $0.withUnsafeBufferPointer { $0.baseAddress.map { turned($0, stride, turn) } } } ?? nil
        var result = [Double](repeating: 0, count: stamps.used.count * columns)
        result.withUnsafeMutableBufferPointer { result in
            normals.matrices.withUnsafeBufferPointer { matrices in
                let lent = Lent((matrices, result))
                concurrently(stamps.used.count, threads: threads) { n in
                    let (matrices, result) = lent.pointer
                    guard let matrix = matrices.baseAddress, let result = result.baseAddress else { return }
                    var inModes = turned(matrix + stamps.used[n] * stride * stride, stride, turn)
                    if let noise { for k in inModes.indices { inModes[k] -= noise[k] } }
                    var place = result + n * columns
                    for i in 0...modes.count {
                        for j in i..<modes.count {
                            place.pointee = i < modes.count ? inModes[i * turn.columns + j] : 0
                            place += 1
                        }
                    }
                    for i in 0..<modes.count { place[i] = inModes[i * turn.columns + modes.count] }
                }
            }
        }
        return result
    }

    /// Wᵀ G W.
    private static func turned(_ matrix: UnsafePointer<Double>, _ stride: Int, _ turn: Matrix) -> [Double] {
        let columns = turn.columns
        var half = [Double](repeating: 0, count: stride * columns)
        var result = [Double](repeating: 0, count: columns * columns)
        turn.values.withUnsafeBufferPointer { turn in
            half.withUnsafeMutableBufferPointer { half in
                result.withUnsafeMutableBufferPointer { result in
                    guard let turn = turn.baseAddress, let half = half.baseAddress, let result = result.baseAddress
                    else { return }
                    Products.add(
                        matrix, stride, turn, columns, depth: stride, to: half, columns, rows: 0..<stride,
                        columns: 0..<columns)
                    Products.add(
                        turn, columns, half, columns, depth: stride, to: result, columns, rows: 0..<columns,
                        columns: 0..<columns, isUpper: true)
                }
            }
        }
        return result
    }

    private static func sums(
        _ products: [Double], _ columns: Int, _ places: [Double], _ wide: Int, _ count: Int, _ threads: Int
    ) -> [Double] {
        var result = [Double](repeating: 0, count: columns * wide)
        result.withUnsafeMutableBufferPointer { result in
            products.withUnsafeBufferPointer { products in
                places.withUnsafeBufferPointer { places in
                    guard let a = products.baseAddress, let b = places.baseAddress, let c = result.baseAddress
                    else { return }
                    let lent = Lent((a, b, c))
                    let groups = (columns / 4 + 7) / 8
                    concurrently(groups, threads: threads) { n in
                        let (a, b, c) = lent.pointer
                        Products.add(
                            a, columns, b, wide, depth: count, to: c, wide,
                            rows: 32 * n..<min(32 * (n + 1), columns), columns: 0..<wide)
                    }
                }
            }
        }
        return result
    }

    /// The upper triangle, unknowns ordered by mode, then by term.
    private static func matrix(_ sums: [Double], _ wide: Int, _ modes: Int, _ terms: SpatialTerms) -> Matrix {
        let count = terms.count
        let numbers = (0..<count * count).map { terms.product($0 / count, $0 % count) }
        var result = Matrix(modes * count, modes * count)
        var row = 0
        for i in 0..<modes {
            for j in i..<modes {
                let start = (row + j - i) * wide
                for t in 0..<count {
                    for u in 0..<count {
                        let four = numbers[t * count + u]
                        let value =
                            sums[start + four[0]] + sums[start + four[1]] + sums[start + four[2]]
                            + sums[start + four[3]]
                        result[i * count + t, j * count + u] = value / 4
                    }
                }
            }
            row += modes - i
        }
        return result
    }
}

/// Stamps and those of them that are used.
struct StampChoice: Sendable {
    let positions: [StampPosition]
    /// Numbers of the used ones, ascending.
    var used: [Int]
}
