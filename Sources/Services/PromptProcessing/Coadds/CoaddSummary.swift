internal import Detection
internal import Imaging
internal import Templates

/// What became of exposures.
public struct CoaddSummary: Sendable {
    /// One patch that was made or extended.
    public struct Patch: Sendable {
        /// Column and row; empty where there is only one patch.
        public let name: String
        /// Exposures in it, and those of this run.
        public let inputs: Int
        /// Names of the exposures that this run added.
        public let added: [String]
        /// Median over its pixels.
        public let depth: Double
        /// How many artefacts are left out of it.
        public let artefacts: Int
        /// Share of the exposures' pixels that were rejected.
        public let rejectedShare: Double
    }

    /// The patches that were made or extended.
    public internal(set) var patches: [Patch] = []
    /// What was assumed, a sentence each.
    public let notes: [String]
    /// Why an exposure could not be used in a patch, by name.
    var refusals: [String: String] = [:]

    init(notes: [String]) { self.notes = notes }

    /// A line for each patch.
    public var text: String {
        patches.map { patch in
            let name = patch.name.isEmpty ? "coadd" : "patch \(patch.name)"
            return "\(name)  \(patch.inputs) exposures, \(patch.added.count) of them new; depth "
                + "\(rounded(patch.depth, 2)) mag at 5 sigma; \(patch.artefacts) artefacts left out, "
                + "\(rounded(100 * patch.rejectedShare, 2)) % of the light's pixels\n"
        }.joined()
    }
}

extension CoaddSummary.Patch {
    init(_ name: String, _ template: Template, added: [String]) {
        let depths = template.depth().pixels.filter(\.isFinite).sorted()
        let used = template.coverage.pixels.reduce(0) { $0 + Int($1) }
        let rejected = template.rejected.pixels.reduce(0) { $0 + Int($1) }
        (self.name, self.added, inputs) = (name, added, template.inputs.count)
        depth = depths.isEmpty ? .nan : Double(depths[depths.count / 2])
        artefacts = template.artefacts.count
        rejectedShare = Double(rejected) / Double(max(1, used + rejected))
    }
}
