public import Imaging

/// Science less template in the template's unit of flux, at the resolution of the image that was not convolved.
public struct Difference: Sendable {
    /// 0 in excluded pixels.
    public var image: Image<Float>
    /// Every pixel keeps its planes of both images.
    ///
    /// Planes of `MaskPlanes.excluding` that the convolved image has spread over a disc of the kernel's core (3.2
    /// pixels), `saturated` of either image over a disc of the kernel's radius. `edge` are the pixels nearer to the edge
    /// than the core; the kernel's wings lack light a little further in.
    public var mask: Image<MaskPlanes>
    /// What does not change: the template at the difference's resolution, in its unit of flux.
    public var scene: Image<Float>
    /// Sums of the kernel, one pixel for each block.
    public let kernelSums: Image<Float>
    /// Pixels of a side of the blocks in which the kernel is the same.
    public let block: Int
    /// The template as it was.
    var template: Image<Float>
    let model: PairModel
}
