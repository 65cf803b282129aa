extension TreeEnsemble {
    static let featureLimit = 10_000
    static let leafLimit = 1 << 20

    /// Reads a model in LightGBM's text format (`Booster.save_model`), versions 3 and 4.
    ///
    /// One output per row: regression and binary objectives. Categorical splits, linear leaves and several classes are
    /// refused. Throws `RealBogusError` with the line. Complexity: O(text).
    public init(lightGBM text: String) throws(RealBogusError) { try self.init(ModelText(text)) }

    init(_ text: ModelText) throws(RealBogusError) {
        try Self.checkOutputs(text.head)
        let names = try Self.names(text.head)
        link = try Self.link(text.head)
        isMean = text.head.entries["average_output"] != nil
        var (nodes, leaves, roots) = ([Node](), [Double](), [Int32]())
        for section in text.trees {
            let tree = try TreeText(section, features: names.count)
            guard leaves.count + tree.leaves.count <= Self.leafLimit else {
                throw RealBogusError(.limit, "more than \(Self.leafLimit) leaves in all trees", line: section.line)
            }
            let (node, leaf) = (Int32(nodes.count), Int32(leaves.count))
            roots.append(tree.nodes.isEmpty ? ~leaf : node)
            nodes += tree.nodes.map { $0.moved(byNodes: node, leaves: leaf) }
            leaves += tree.leaves
        }
        (featureNames, self.nodes, self.leaves, self.roots) = (names, nodes, leaves, roots)
    }

    private static func checkOutputs(_ head: ModelText.Section) throws(RealBogusError) {
        let version = try head.entry("version")
        guard ["v3", "v4"].contains(version.value) else {
            throw RealBogusError(
                .unsupported, "version '\(version.value.prefix(40))', not v3 or v4", line: version.line)
        }
        for key in ["num_class", "num_tree_per_iteration"] {
            let entry = try head.entry(key)
            guard try entry.integer(in: 0...Int(Int32.max)) == 1 else {
                throw RealBogusError(.unsupported, "several outputs: \(key) is \(entry.value)", line: entry.line)
            }
        }
    }

    private static func names(_ head: ModelText.Section) throws(RealBogusError) -> [String] {
        let count = try head.entry("max_feature_idx").integer(in: 0...featureLimit - 1) + 1
        let names = try head.entry("feature_names")
        let words = try names.words(count).map(String.init)
        guard Set(words).count == count else {
            throw RealBogusError(.malformed, "two features of one name", line: names.line)
        }
        return words
    }

    private static func link(_ head: ModelText.Section) throws(RealBogusError) -> Link {
        guard let entry = head.entries["objective"] else { return .identity }
        let words = entry.value.split(separator: " ")
        switch words.first {
        case "regression", "regression_l1", "huber", "fair", "quantile", "mape":
            guard words.count == 1 else { break }
            return .identity
        case "cross_entropy": return .logistic(slope: 1)
        case "binary":
            guard let word = words.dropFirst().first, word.hasPrefix("sigmoid:"),
                let slope = Double(word.dropFirst(8)), slope > 0, slope.isFinite
            else { break }
            return .logistic(slope: slope)
        default: break
        }
        throw RealBogusError(.unsupported, "the objective '\(entry.value.prefix(60))'", line: entry.line)
    }
}

extension TreeEnsemble.Node {
    fileprivate func moved(byNodes nodes: Int32, leaves: Int32) -> Self {
        func moved(_ child: Int32) -> Int32 { child < 0 ? ~(~child + leaves) : child + nodes }
        var result = self
        (result.left, result.right) = (moved(left), moved(right))
        return result
    }
}
