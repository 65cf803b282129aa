/// Candidates with their features as CSV: what training reads, and what anybody may look at.
///
/// The columns are x, y (pixels, (0, 0) the first pixel's centre), snr (below 0 for a negative detection), flagged (0 where
/// nothing speaks against the detection) and the features by name. A missing value is an empty cell.
public enum CandidateTable {
    /// Names of the columns in one line, without its end.
    public static let header = (["x", "y", "snr", "flagged"] + FeatureName.allCases.map(\.rawValue)).joined(
        separator: ",")

    /// One line, without its end. Complexity: O(features).
    public static func line(x: Double, y: Double, snr: Double, flags: Int, _ features: Features) -> String {
        let cells = [text(x), text(y), text(snr), "\(flags)"] + features.values.map(text)
        return cells.joined(separator: ",")
    }

    /// As many digits as name the single-precision number: training needs no more.
    private static func text(_ value: Double) -> String { value.isNaN ? "" : "\(Float(value))" }
}
