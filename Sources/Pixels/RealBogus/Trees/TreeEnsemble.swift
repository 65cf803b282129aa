/// Gradient-boosted decision trees: each leads from its root to a leaf, and the leaves' values are summed.
///
/// A step goes to the left where the feature is at most the threshold. A value that is missing (NaN, or 0 where the tree
/// was trained to take 0 so) goes the node's default way. Nodes of all trees lie in one array, children after parents.
/// Source of the method: Friedman 2001, doi:10.1214/aos/1013203451.
public struct TreeEnsemble: Sendable {
    struct Node: Sendable {
        var threshold: Double
        var feature: Int32
        /// A node's number, or the complement (~) of a leaf's.
        var left: Int32
        var right: Int32
        var missing: Missing
    }

    /// Where values go that the threshold does not decide on.
    struct Missing: Sendable {
        var isNaNLeft: Bool
        var isZeroMissing: Bool
        var isZeroLeft: Bool
    }

    /// From the sum of leaves to what the model predicts.
    enum Link: Sendable, Hashable {
        case identity
        /// 1 / (1 + exp(-slope x sum)).
        case logistic(slope: Double)
    }

    /// In the order of a row's values.
    public let featureNames: [String]
    let nodes: [Node]
    let leaves: [Double]
    /// First node of each tree, or the complement of its only leaf.
    let roots: [Int32]
    let link: Link
    /// Whether the leaves' mean is meant (random forests).
    let isMean: Bool

    /// Number of trees.
    public var treeCount: Int { roots.count }
    /// Leaves of all trees together.
    public var leafCount: Int { leaves.count }
}
