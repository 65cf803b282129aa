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
                    guard let values = values.baseAddress, let variances = variances.baseAddress,
                        let mask = mask.baseAddress
                    else { return }
                    for y in 0..<image.height { count(values, variances, mask, y * image.width, image.width) }
                }
            }
        }
    }

    /// A row, in sums that a processor makes for several pixels at a time.
    private mutating func count(
        _ values: UnsafePointer<Float>, _ variances: UnsafePointer<Float>, _ mask: UnsafePointer<MaskPlanes>,
        _ start: Int, _ width: Int
    ) {
        let excluding = MaskPlanes.excluding.rawValue
        var (finite, varied, unmasked, usable) = (Int32(0), Int32(0), Int32(0), Int32(0))
        for n in start..<start + width {
            let isFinite: Int32 = values[n].magnitude < .infinity ? 1 : 0
            let isVaried: Int32 = (variances[n] > 0 ? 1 : 0) & (variances[n] < .infinity ? 1 : 0)
            let isUnmasked: Int32 = mask[n].rawValue & excluding == 0 ? 1 : 0
            finite &+= isFinite
            varied &+= isVaried
            unmasked &+= isUnmasked
            usable &+= isFinite & isVaried & isUnmasked
        }
        self.finite += Int(finite)
        self.varied += Int(varied)
        self.unmasked += Int(unmasked)
        self.usable += Int(usable)
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
        let excluding = MaskPlanes.excluding.rawValue
        let common = science.mask.withUnsafePixels { a in
            template.mask.withUnsafePixels { b in
                a.indices.reduce(0) { $0 &+ ((a[$1].rawValue | b[$1].rawValue) & excluding == 0 ? 1 : 0) }
            }
        }
        guard common >= least else {
            throw DifferencingError(
                .noData, "the images have \(common) pixels in common that are not masked; \(least) are needed")
        }
    }
}
