/// One tree of a model's text, checked: every node and every leaf has one parent, and parents come first.
struct TreeText {
    private(set) var nodes: [TreeEnsemble.Node] = []
    let leaves: [Double]

    init(_ section: ModelText.Section, features: Int) throws(RealBogusError) {
        let count = try section.entry("num_leaves").integer(in: 1...TreeEnsemble.leafLimit)
        if let entry = section.entries["num_cat"], entry.value != "0" {
            throw RealBogusError(
                .unsupported, "categorical splits (num_cat=\(entry.value.prefix(40)))", line: entry.line)
        }
        if let entry = section.entries["is_linear"], entry.value != "0" {
            throw RealBogusError(.unsupported, "linear models in leaves", line: entry.line)
        }
        leaves = try section.entry("leaf_value").numbers(count)
        guard count > 1 else { return }
        try readNodes(section, count - 1, features)
        try checkShape(section)
    }

    private mutating func readNodes(
        _ section: ModelText.Section, _ count: Int, _ features: Int
    ) throws(RealBogusError) {
        let children = -(count + 1)...count - 1
        let feature = try section.entry("split_feature").integers(count, in: 0...features - 1)
        let threshold = try section.entry("threshold").numbers(count, isFinite: false)
        let left = try section.entry("left_child").integers(count, in: children)
        let right = try section.entry("right_child").integers(count, in: children)
        let decisions = try section.entry("decision_type")
        let types = try decisions.integers(count, in: 0...255)
        for n in 0..<count {
            let missing = try Self.missing(types[n], threshold[n], decisions.line)
            nodes.append(
                TreeEnsemble.Node(
                    threshold: threshold[n], feature: Int32(feature[n]), left: Int32(left[n]),
                    right: Int32(right[n]), missing: missing))
        }
    }

    /// Bit 0: categorical; bit 1: the default way is left; bits 2 and 3: no value is missing, 0 is, NaN is.
    private static func missing(
        _ type: Int, _ threshold: Double, _ line: Int
    ) throws(RealBogusError) -> TreeEnsemble.Missing {
        guard type & 1 == 0 else { throw RealBogusError(.unsupported, "a categorical split", line: line) }
        let isLeft = type & 2 != 0
        switch type >> 2 {
        case 0: return .init(isNaNLeft: 0 <= threshold, isZeroMissing: false, isZeroLeft: false)
        case 1: return .init(isNaNLeft: isLeft, isZeroMissing: true, isZeroLeft: isLeft)
        case 2: return .init(isNaNLeft: isLeft, isZeroMissing: false, isZeroLeft: false)
        default: throw RealBogusError(.malformed, "the decision type \(type)", line: line)
        }
    }

    private func checkShape(_ section: ModelText.Section) throws(RealBogusError) {
        var isTaken = [Bool](repeating: false, count: nodes.count + leaves.count)
        for (n, node) in nodes.enumerated() {
            for child in [Int(node.left), Int(node.right)] {
                let place = child < 0 ? nodes.count + ~child : child
                guard child < 0 || child > n, !isTaken[place] else {
                    throw RealBogusError(
                        .malformed, "node \(n) has the child \(child), which is no tree", line: section.line)
                }
                isTaken[place] = true
            }
        }
    }
}
