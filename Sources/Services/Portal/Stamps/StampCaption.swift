internal import AlertModel

/// What is said of a stamp below it, and in its place.
struct StampCaption {
    let kind: StampKind
    let image: StampImage

    /// Such as `Science: 51 x 51 pixels, 10.2″ x 10.2″, -12.3 to 4561 nJy`.
    var text: String {
        [("\(kind.title): \(size)"), sky, values].compactMap(\.self).joined(separator: ", ")
    }

    /// The text for those who do not see the picture.
    var alternative: String { "\(kind.title) image, \(size)" }

    private var size: String { "\(image.width) × \(image.height) pixels" }

    private var sky: String? {
        Compass(image).pixelScaleArcsec.map { scale in
            let sides = [image.width, image.height].map { SVGNumber.text(Double($0) * scale) + "″" }
            return sides.joined(separator: " × ")
        }
    }

    private var values: String {
        guard let range = StampLimits.minmax.range(of: image.pixels) else { return "no values" }
        let unit = image.unit.map { " \($0)" } ?? ""
        return "\(Self.figures(range.lowerBound)) to \(Self.figures(range.upperBound))\(unit)"
    }

    /// Four figures or the whole number, whichever is longer.
    static func figures(_ value: Double) -> String {
        guard abs(value) < 1e9 else { return "\(Float(value))" }
        let digits = abs(value) >= 1000 ? 0 : abs(value) >= 100 ? 1 : abs(value) >= 10 ? 2 : 3
        return SVGNumber.text(value, digits: digits)
    }
}
