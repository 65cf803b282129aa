#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension TreeEnsemble {
    /// Rows that go through a tree before the next tree is taken, so that both stay in the cache.
    private static let block = 64
    /// What counts as 0 where zeros are missing values: 1e-35 in single precision.
    private static let zero = Double(Float(1e-35))

    /// Sums of leaves, before the objective's link: of a binary classifier the log-odds by `slope`.
    ///
    /// - Parameter rows: values of row after row, `featureNames.count` each; NaN is a missing value.
    ///
    /// Throws `RealBogusError` when the values do not make whole rows. Complexity: O(rows x trees x depth).
    public func margins(ofRows rows: [Double]) throws(RealBogusError) -> [Double] {
        let width = featureNames.count
        guard width > 0, rows.count % width == 0 else {
            throw RealBogusError(.size, "\(rows.count) values for rows of \(width) features")
        }
        var sums = [Double](repeating: 0, count: rows.count / width)
        rows.withUnsafeBufferPointer { rows in
            sums.withUnsafeMutableBufferPointer { sums in
                for first in stride(from: 0, to: sums.count, by: Self.block) {
                    add(rows, first..<min(sums.count, first + Self.block), to: sums)
                }
            }
        }
        return isMean && treeCount > 0 ? sums.map { $0 / Double(treeCount) } : sums
    }

    /// What the model predicts: a probability where its objective is binary. Errors as `margins(ofRows:)`.
    public func predictions(ofRows rows: [Double]) throws(RealBogusError) -> [Double] {
        try margins(ofRows: rows).map(predicted)
    }

    private func predicted(_ margin: Double) -> Double {
        switch link {
        case .identity: margin
        case .logistic(let slope): 1 / (1 + exp(-slope * margin))
        }
    }

    private func add(
        _ rows: UnsafeBufferPointer<Double>, _ block: Range<Int>, to sums: UnsafeMutableBufferPointer<Double>
    ) {
        let width = featureNames.count
        guard let start = rows.baseAddress else { return }
        nodes.withUnsafeBufferPointer { nodes in
            leaves.withUnsafeBufferPointer { leaves in
                for root in roots {
                    for row in block { sums[row] += leaves[Self.leaf(nodes, root, start + row * width)] }
                }
            }
        }
    }

    /// The leaf that a row comes to. Children come after their parents, so this ends.
    private static func leaf(
        _ nodes: UnsafeBufferPointer<Node>, _ root: Int32, _ row: UnsafePointer<Double>
    ) -> Int {
        var place = root
        while place >= 0 {
            let node = nodes[Int(place)]
            place = goesLeft(node, row[Int(node.feature)]) ? node.left : node.right
        }
        return Int(~place)
    }

    @inline(__always)
    private static func goesLeft(_ node: Node, _ value: Double) -> Bool {
        if node.missing.isZeroMissing, abs(value) <= zero { return node.missing.isZeroLeft }
        return value <= node.threshold || (value != value && node.missing.isNaNLeft)
    }
}
