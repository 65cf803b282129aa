extension TreeScorer {
    /// The model that comes with the library; its `card` says what it was trained on.
    ///
    /// Complexity: O(text), some milliseconds: keep it. Throws `RealBogusError` only where the source was damaged.
    public static func standard() throws(RealBogusError) -> TreeScorer { try TreeScorer(text: StandardModel.text) }
}
