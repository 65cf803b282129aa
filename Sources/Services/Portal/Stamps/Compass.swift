public import AlertModel
internal import FITS

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Arrows to north and east and a bar of known length, to lie over a stamp: the pixels are not turned, the arrows are.
public struct Compass: Sendable, Hashable {
    /// Directions of north and east, degrees from up, counter-clockwise; nil where the stamp does not tell.
    public let northAngle: Double?
    /// East, likewise; nil where `northAngle` is.
    public let eastAngle: Double?
    /// Side of a pixel, arcsec.
    public let pixelScaleArcsec: Double?
    let width: Int
    let height: Int

    /// Takes directions and scale from the image's coordinate system; all are nil where it has none that is usable.
    public init(_ image: StampImage) {
        width = max(image.width, 1)
        height = max(image.height, 1)
        let scale = image.wcs.map { $0.pixelScale * 3600 }.flatMap { $0.isFinite && $0 > 0 ? $0 : nil }
        let angles = image.wcs.map { ($0.northAngle, $0.eastAngle) }
        let isUsable = scale != nil && angles.map { $0.0.isFinite && $0.1.isFinite } == true
        pixelScaleArcsec = isUsable ? scale : nil
        northAngle = isUsable ? angles?.0 : nil
        eastAngle = isUsable ? angles?.1 : nil
    }

    /// What a caption says where there is no arrow; nil where there is one.
    public var note: String? { northAngle == nil ? "The packet does not tell where north is." : nil }

    /// An SVG of the stamp's proportions; empty without directions.
    public var svg: String {
        guard let northAngle, let eastAngle else { return "" }
        return """
            <svg class="compass" viewBox="0 0 \(width) \(height)" xmlns="http://www.w3.org/2000/svg" role="img" \
            aria-label="\(label)">\(arrow("N", northAngle))\(arrow("E", eastAngle))\(scaleBar)</svg>
            """
    }

    /// The bar's length: 2 arcsec, or the least of 5, 10, 20... that can be seen.
    var barArcsec: Double? {
        guard let pixelScaleArcsec else { return nil }
        let lengths = [2.0, 5, 10, 20, 60, 300, 1800, 3600]
        return lengths.first { ($0 / pixelScaleArcsec) > 0.06 * Double(width) }
            .flatMap { $0 / pixelScaleArcsec < 0.6 * Double(width) ? $0 : nil }
    }

    private var label: String {
        let angle = SVGNumber.text(northAngle ?? 0)
        let bar = barArcsec.map { "; the bar is \(SVGNumber.text($0)) arcsec long" } ?? ""
        return "North is \(angle) degrees counter-clockwise from up\(bar)"
    }

    private var side: Double { Double(min(width, height)) }

    /// What the arrows and the text are measured by: small stamps need larger ones.
    private var unit: Double { max(side, 50) }

    private func arrow(_ name: String, _ angle: Double) -> String {
        let origin = (x: unit * 0.2, y: unit * 0.2)
        let (dx, dy) = (-sin(angle * .pi / 180), -cos(angle * .pi / 180))
        let (length, head) = (unit * 0.11, unit * 0.03)
        let tip = (x: origin.x + dx * length, y: origin.y + dy * length)
        let path = [
            "M", number(origin.x), number(origin.y), "L", number(tip.x), number(tip.y),
            "M", number(tip.x - (dx + dy) * head), number(tip.y - (dy - dx) * head),
            "L", number(tip.x), number(tip.y), "L", number(tip.x - (dx - dy) * head),
            number(tip.y - (dy + dx) * head),
        ].joined(separator: " ")
        let text = (x: origin.x + dx * unit * 0.16, y: origin.y + dy * unit * 0.16)
        return "<path d=\"\(path)\" fill=\"none\"/>\(caption(name, x: text.x, y: text.y + unit * 0.02))"
    }

    private var scaleBar: String {
        guard let barArcsec, let pixelScaleArcsec else { return "" }
        let end = Double(width) - side * 0.06
        let start = end - barArcsec / pixelScaleArcsec
        let y = Double(height) - side * 0.06
        let line = "<path d=\"M \(number(start)) \(number(y)) H \(number(end))\" fill=\"none\"/>"
        return line + caption("\(SVGNumber.text(barArcsec))″", x: (start + end) / 2, y: y - unit * 0.02)
    }

    private func caption(_ text: String, x: Double, y: Double) -> String {
        let size = "font-size=\"\(number(unit * 0.07))\" text-anchor=\"middle\""
        return "<text x=\"\(number(x))\" y=\"\(number(y))\" \(size)>\(text)</text>"
    }

    private func number(_ value: Double) -> String { SVGNumber.text(value, digits: 3) }
}
