/// Values with the variance and the mask of each pixel.
///
/// A pixel is *usable* when its value is finite, its variance finite and above 0, and its mask has no plane of
/// `MaskPlanes.excluding`. Operations keep a pixel's planes and add to them; none makes an unusable pixel usable.
public struct MaskedImage: Sendable, Hashable {
    /// Values in the image's unit; when set, its size must stay that of the other two, which is not checked.
    public var image: Image<Float>
    /// Square of the standard deviation of `image`, in its unit squared.
    public var variance: Image<Float>
    /// Planes of each pixel, empty where nothing is wrong.
    public var mask: Image<MaskPlanes>

    /// Throws `ImagingError` when the three differ in size.
    public init(image: Image<Float>, variance: Image<Float>, mask: Image<MaskPlanes>) throws {
        guard variance.bounds == image.bounds, mask.bounds == image.bounds else {
            throw ImagingError(
                .size,
                "an image of \(image.width) x \(image.height) with a variance of \(variance.width) x "
                    + "\(variance.height) and a mask of \(mask.width) x \(mask.height)")
        }
        self.init(unchecked: image, variance, mask)
    }

    /// An image of one variance with an empty mask.
    public init(image: Image<Float>, variance: Float) {
        let (width, height) = (image.width, image.height)
        self.init(
            unchecked: image, Image(width: width, height: height, repeating: variance),
            Image(width: width, height: height, repeating: []))
    }

    init(unchecked image: Image<Float>, _ variance: Image<Float>, _ mask: Image<MaskPlanes>) {
        self.image = image
        self.variance = variance
        self.mask = mask
    }

    /// Pixels in a row.
    @inlinable public var width: Int { image.width }
    /// Number of rows.
    @inlinable public var height: Int { image.height }
    /// The box of all pixels.
    public var bounds: PixelBox { image.bounds }

    /// Whether the pixel may enter statistics and fits; it must lie in the image.
    @inlinable
    public func isUsable(x: Int, y: Int, excluding planes: MaskPlanes = .excluding) -> Bool {
        let value = variance[x, y]
        return image[x, y].isFinite && value > 0 && value.isFinite && mask[x, y].isDisjoint(with: planes)
    }

    /// The mask with `noData` on every pixel whose value or variance makes it unusable.
    ///
    /// Complexity: O(pixels).
    public func maskWithoutData() -> Image<MaskPlanes> {
        var result = mask
        result.withUnsafeMutablePixels { planes in
            image.withUnsafePixels { values in
                variance.withUnsafePixels { variances in
                    for i in values.indices
                    where !(values[i].isFinite && variances[i] > 0 && variances[i].isFinite) {
                        planes[i].insert(.noData)
                    }
                }
            }
        }
        return result
    }

    /// The part of all three in `box`; see `Image.cropped(to:)`.
    public func cropped(to box: PixelBox) -> MaskedImage {
        MaskedImage(unchecked: image.cropped(to: box), variance.cropped(to: box), mask.cropped(to: box))
    }

    /// The pixels of `box` as a stamp: beyond the image NaN, of variance NaN and with the plane `noData`.
    package func stamp(_ box: PixelBox) -> MaskedImage {
        MaskedImage(
            unchecked: image.cropped(to: box, filledWith: .nan), variance.cropped(to: box, filledWith: .nan),
            mask.cropped(to: box, filledWith: .noData))
    }

    /// Makes the values of pixels that have one of `planes` NaN.
    package mutating func blank(_ planes: MaskPlanes) {
        mask.withUnsafePixels { mask in
            image.withUnsafeMutablePixels { values in
                for n in values.indices where !mask[n].isDisjoint(with: planes) { values[n] = .nan }
            }
        }
    }
}
