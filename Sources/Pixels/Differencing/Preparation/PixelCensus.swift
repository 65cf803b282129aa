internal import Imaging

/// How many pixels of an image can be used, and what is the matter with the others.
struct PixelCensus {
    private(set) var finite = 0
    private(set) var varied = 0
    private(set) var unmasked = 0
    private(set) var usable = 0

    /// An image of fewer usable pixels tells nothing of its sky.
    static let least = 1000

    init(_ image: MaskedImage) {
        image.image.withUnsafePixels { values in
            image.variance.withUnsafePixels { variances in
                image.mask.withUnsafePixels { mask in
                    for n in values.indices {
                        let isFinite = values[n].isFinite ? 1 : 0
                        let isVaried = variances[n] > 0 && variances[n].isFinite ? 1 : 0
                        let isUnmasked = mask[n].isDisjoint(with: .excluding) ? 1 : 0
                        finite += isFinite
                        varied += isVaried
                        unmasked += isUnmasked
                        usable += isFinite & isVaried & isUnmasked
                    }
                }
            }
        }
    }

    /// Throws `DifferencingError` that says why the image is of no use.
    func check(_ name: String) throws {
        if finite == 0 { throw DifferencingError(.noData, "the \(name) holds no finite value") }
        if varied == 0 { throw DifferencingError(.noData, "no pixel of the \(name) has a variance above 0") }
        if unmasked == 0 { throw DifferencingError(.noData, "every pixel of the \(name) is masked") }
        guard usable >= Self.least else {
            throw DifferencingError(
                .noData,
                "\(usable) pixels of the \(name) can be used (finite, with a variance, not masked); "
                    + "\(Self.least) are needed")
        }
    }

    /// Throws `DifferencingError` unless the images fit together.
    static func check(science: MaskedImage, template: MaskedImage) throws {
        guard science.bounds == template.bounds, !science.bounds.isEmpty else {
            throw DifferencingError(
                .size,
                "a science image of \(science.width) x \(science.height) pixels and a template of \(template.width) x "
                    + "\(template.height)")
        }
        try PixelCensus(science).check("science image")
        try PixelCensus(template).check("template")
        let common = science.mask.withUnsafePixels { a in
            template.mask.withUnsafePixels { b in
                a.indices.reduce(0) { $0 + (a[$1].union(b[$1]).isDisjoint(with: .excluding) ? 1 : 0) }
            }
        }
        guard common >= least else {
            throw DifferencingError(
                .noData, "the images have \(common) pixels in common that are not masked; \(least) are needed")
        }
    }
}
