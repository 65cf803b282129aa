/// A source that the template shows.
struct StaticSource: Sendable, Hashable {
    /// In pixels.
    let x: Float
    let y: Float
    /// Height in the template smoothed by 1.5 pixels, in standard deviations of its noise.
    let height: Float
    /// Whether the science image lacks most of its light: it has vanished, and leaves itself over, not a residual.
    var isGone = false
}
