public import AlertModel
public import Bytes
internal import Reports

/// A stamp as a grey picture: black at the lower limit, white at the upper.
///
/// Pixels are those of the stamp, never resampled: not turned to north, only flipped, so that the first row of the FITS
/// image is at the bottom. Pixels without a finite value are transparent.
public struct StampPicture: Sendable {
    /// Values at black and white; nil where no pixel is finite.
    public let range: ClosedRange<Double>?
    /// Pixels along a row, before any scale.
    public let width: Int
    /// Rows, before any scale.
    public let height: Int
    /// Rows from the top; 0 where there is no value, else 1 ... 255.
    let levels: [UInt8]

    /// Pixels drawn in all, at the most: a scale that needs more is lowered.
    static let largest = 1 << 24

    /// An image without pixels, or with more than 16 million, becomes one transparent pixel; pixels that an image lacks are
    /// transparent.
    /// Complexity: O(pixels).
    public init(_ image: StampImage, stretch: StampStretch = .asinh, limits: StampLimits = .zscale) {
        let isWhole = image.width > 0 && image.height > 0 && image.width <= Self.largest / image.height
        width = isWhole ? image.width : 1
        height = isWhole ? image.height : 1
        let pixels = isWhole ? image.pixels.prefix(width * height) : []
        let shades = Shades(range: limits.range(of: image.pixels), stretch: stretch)
        range = shades.range
        var levels = [UInt8](repeating: 0, count: width * height)
        for (index, value) in pixels.enumerated() {
            levels[(height - 1 - index / width) * width + index % width] = shades.level(value)
        }
        self.levels = levels
    }

    /// The picture of a measured stamp; nil for a JPEG picture, which is passed on as it is.
    public init?(_ stamp: Stamp, stretch: StampStretch = .asinh, limits: StampLimits = .zscale) {
        guard let image = stamp.image else { return nil }
        self.init(image, stretch: stretch, limits: limits)
    }

    /// A PNG file (8-bit grey), each pixel `scale` x `scale`; scales are taken as 1 ... 32 and at most 16 million pixels are
    /// drawn. Complexity: O(pixels scale^2).
    public func png(scale: Int = 1) -> Bytes {
        var scale = min(max(scale, 1), 32)
        while scale > 1, width * height * scale * scale > Self.largest { scale -= 1 }
        return PNG.grey(levels, width: width, height: height, scale: scale, isMasked: levels.contains(0))
    }
}

/// Values to grey levels.
struct Shades {
    let range: ClosedRange<Double>?
    let stretch: StampStretch

    /// 1 at and below the lower limit, 255 at and above the upper, 128 where both are one; 0 for what is not finite.
    func level(_ value: Float) -> UInt8 {
        guard value.isFinite, let range else { return 0 }
        let width = range.upperBound - range.lowerBound
        guard width > 0 else { return 128 }
        let place = min(max((Double(value) - range.lowerBound) / width, 0), 1)
        return UInt8(1 + (254 * stretch.brightness(place)).rounded())
    }
}
