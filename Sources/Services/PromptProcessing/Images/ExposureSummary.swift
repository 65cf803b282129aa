internal import Avro
internal import FITS
internal import Imaging

/// What is in an image file, in words and as JSON.
public struct ExposureSummary: Sendable {
    private let exposure: Exposure
    private let hdus: [HDU]

    /// - Throws: `PromptProcessingError` with the file's name.
    public init(_ source: ExposureSource) throws {
        let (exposure, file) = try source.read()
        (self.exposure, hdus) = (exposure, file.hdus)
    }

    /// Names and values, in the order in which they are shown.
    public var facts: [(name: String, value: String)] {
        var facts = [("size", "\(exposure.width) x \(exposure.height)")] + sky
        facts.append(("gain", exposure.gain.map { "\($0)" } ?? "unknown"))
        facts.append(("noise", "median standard deviation \(rounded(medianNoise, 3))"))
        let mask = exposure.pixels.mask.pixels
        for (n, name) in MaskPlanes.names.enumerated() {
            let plane = MaskPlanes(rawValue: 1 << UInt16(n))
            let count = mask.count { $0.contains(plane) }
            if count > 0 { facts.append(("mask \(name)", "\(count) pixels")) }
        }
        return facts + exposure.notes.map { ("note", $0) }
    }

    private var sky: [(String, String)] {
        guard let world = exposure.world else { return [("sky", "no celestial coordinates")] }
        let (x, y) = (Double(exposure.width - 1) / 2, Double(exposure.height - 1) / 2)
        guard let centre = world.sky(x: x, y: y), let tangent = world.tangent(x: x, y: y) else {
            return [("sky", "\(world.projection), the middle lies nowhere")]
        }
        let corners = world.footprint().map { "\(rounded($0.ra, 5)) \(rounded($0.dec, 5))" }
        return [
            ("projection", world.projection), ("centre", "\(rounded(centre.ra, 6)) \(rounded(centre.dec, 6)) deg"),
            ("scale", "\(rounded(3600 * tangent.pixelScale, 4)) arcsec a pixel"),
            ("corners", corners.joined(separator: ", ")),
        ]
    }

    private var medianNoise: Double {
        var values = exposure.pixels.usableVariances()
        let median = values.withUnsafeMutableBufferPointer { Selection.median(of: $0) }
        return Double(median.squareRoot())
    }

    /// The file's name, then a line for each HDU and each fact.
    public var text: String {
        let parts = hdus.enumerated().map { n, hdu in
            let shape = hdu.imageShape.map { "\($0)" }.joined(separator: " x ")
            let name = hdu.name.isEmpty ? "" : " \(hdu.name)"
            return "  HDU \(n)\(name)  \(shape.isEmpty ? "no pixels" : shape)\(hdu.isTiled ? ", compressed" : "")\n"
        }
        return "\(exposure.name)\n" + parts.joined() + facts.map { "  \($0.name.padded(14))\($0.value)\n" }.joined()
    }

    /// One object: the file's name and the facts, every value a string.
    public var json: String {
        let members = [("file", exposure.name)] + facts.filter { $0.name != "note" }.map { ($0.name, $0.value) }
        let texts = members.map { "\(Self.quoted($0.0)): \(Self.quoted($0.1))" }
        let notes = exposure.notes.map(Self.quoted).joined(separator: ", ")
        return "{" + (texts + ["\"notes\": [\(notes)]"]).joined(separator: ", ") + "}"
    }

    private static func quoted(_ text: String) -> String { JSON.string(text).text() }
}
