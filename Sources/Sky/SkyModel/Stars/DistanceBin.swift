/// One bin of distance, as a star in it is placed.
struct DistanceBin: Sendable {
    /// Distance modulus and kpc of the near edge.
    var modulus: Double
    var kpc: Double
    /// A_V before the near edge, and of the bin's own dust.
    var extinction: Double
    var dust: Double
}
