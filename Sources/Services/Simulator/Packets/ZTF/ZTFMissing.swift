/// What ZTF writes where a field that cannot be null has no value.
enum ZTFMissing {
    static let number = -999.0
    static let text = "null"
    /// Version of what is not a classifier but drawn.
    static let simulated = "simulated"
}
