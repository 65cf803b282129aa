internal import FITS
internal import Imaging

/// Reads the mask of an exposure.
struct MaskReader {
    let source: ExposureSource
    let file: ExposureFile
    let header: Header

    private static let names = ["MASK", "DQ", "FLAGS"]

    func mask(of image: Image<Float>, _ notes: inout [String]) throws -> Image<MaskPlanes> {
        guard let plane = try plane() else { return withoutPlane(image, &notes) }
        guard plane.width == image.width, plane.height == image.height else {
            throw PromptProcessingError(
                .size,
                "a mask of \(plane.width) x \(plane.height) with an image of \(image.width) x \(image.height)")
        }
        let words = MaskWords(plane.header)
        return try Image(width: plane.width, height: plane.height, pixels: plane.pixels.map(words.planes))
    }

    private func plane() throws -> FITSImage<Int32>? {
        if let path = source.mask {
            do { return try ExposureFile(path: path.path).int32s(path.hdu ?? .firstImage) } catch {
                throw PromptProcessingError(error, path: path.path)
            }
        }
        return try file.plane(named: Self.names).map { try file.int32s($0.selector) }
    }

    private func withoutPlane(_ image: Image<Float>, _ notes: inout [String]) -> Image<MaskPlanes> {
        guard let limit = source.saturation ?? header.real("SATURATE"), limit > 0 else {
            notes.append("no mask and no SATURATE: no pixel is taken for saturated")
            return Image(width: image.width, height: image.height, repeating: [])
        }
        notes.append("no mask: pixels from \(limit) on are taken for saturated")
        return image.map { Double($0) >= limit ? .saturated : [] }
    }
}

/// What the bits of a file's mask mean here.
struct MaskWords {
    /// By number of the file's bit.
    private var planes: [MaskPlanes]

    /// From the `MP_` cards of a mask's header; without any, the bits are those of `MaskPlanes`.
    init(_ header: Header) {
        let named = header.cards.compactMap { card -> (name: String, bit: Int)? in
            guard card.keyword.hasPrefix("MP_"), case .integer(let bit) = card.value, (0..<32).contains(bit) else {
                return nil
            }
            return (String(card.keyword.dropFirst(3)), Int(bit))
        }
        planes = (0..<32).map { $0 < MaskPlanes.names.count ? MaskPlanes(rawValue: 1 << UInt16($0)) : [] }
        guard !named.isEmpty else { return }
        planes = Array(repeating: [], count: 32)
        for (name, bit) in named { planes[bit] = Self.plane(name) }
    }

    private static func plane(_ name: String) -> MaskPlanes {
        MaskPlanes.names.firstIndex(of: name).map { MaskPlanes(rawValue: 1 << UInt16($0)) } ?? []
    }

    func planes(_ value: Int32) -> MaskPlanes {
        guard value != 0 else { return [] }
        var (rest, result) = (UInt32(bitPattern: value), MaskPlanes())
        while rest != 0 {
            result.formUnion(planes[rest.trailingZeroBitCount])
            rest &= rest - 1
        }
        return result
    }
}
