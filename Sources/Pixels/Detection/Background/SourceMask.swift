public import Imaging

/// Which pixels of an image have sources, told for each 2 x 2 pixels together: in a quarter of a mask's memory.
public struct SourceMask: Sendable, Hashable {
    /// Of the image.
    public let width: Int
    /// Rows of the image.
    public let height: Int
    /// Pixel (x, y) stands for (2 x, 2 y) to (2 x + 1, 2 y + 1); the last ones of an odd side for one.
    let half: Image<MaskPlanes>

    /// The mask of an image: what a pixel has, its neighbours of the same 2 x 2 pixels have too. Complexity: O(pixels).
    public init(_ mask: Image<MaskPlanes>) {
        (width, height) = (mask.width, mask.height)
        half = mask.binned { $0.union($1).union($2).union($3) }
    }

    /// - Parameter half: has half of width and height, rounded up.
    init(half: Image<MaskPlanes>, width: Int, height: Int) {
        (self.half, self.width, self.height) = (half, width, height)
    }

    /// A plane for each pixel. Complexity: O(pixels).
    public var image: Image<MaskPlanes> { half.doubled(width: width, height: height) }

    /// Pixels with a source, of all.
    public var share: Double { Double(half.pixels.count { !$0.isEmpty }) / Double(max(1, half.pixels.count)) }
}
