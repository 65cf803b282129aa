internal import FITS
internal import SkyMath

/// What packets tell of an exposure besides its pixels, from header and user.
public struct PacketFacts: Sendable {
    let identity: VisitIdentity
    let midpointMjdTai: Double
    let exposureSeconds: Double?
    let band: Passband
    let targetName: String?
    let options: PacketOptions
    /// Where the zero point comes from.
    public let zeroPointWords: String
    private let scienceScale: PhotometricScale?
    private let templateScale: PhotometricScale?

    /// Looks for all of it, before any pixel is touched.
    ///
    /// The zero point is the user's, else the science image's, else the template's.
    ///
    /// - Throws: `PromptProcessingError` with every keyword that is missing and the option to give in its place.
    public init(science: Exposure, template: Exposure, options: PacketOptions) throws {
        do { try self.init(science.header, science, template, options) } catch {
            throw PromptProcessingError(error, path: science.name)
        }
    }

    private init(_ header: Header, _ science: Exposure, _ template: Exposure, _ options: PacketOptions) throws {
        var missing: [String] = []
        func need<Value>(_ value: Value?, _ words: String) -> Value? {
            if value == nil { missing.append(words) }
            return value
        }
        let length = options.exposureSeconds ?? ExposureTime.seconds(header)
        let time = try options.midpointMjdTai ?? ExposureTime.midpointMjdTai(header, seconds: length)
        let visit = need(options.visit ?? VisitIdentity.visit(header), "VISIT, EXPNUM or EXPID (--visit NUMBER)")
        let detector = need(
            options.detector ?? VisitIdentity.detector(header), "DETECTOR, CCDNUM or CCDID (--detector NUMBER)")
        let middle = need(
            time, "MJD-OBS or DATE-OBS with EXPTIME, or MJD-AVG (--midpoint TIME, or --exposure-time SECONDS)")
        let band = need(
            options.band ?? FilterName.band(header), "BAND or FILTER, one of u g r i z y (--band LETTER)")
        let given = options.zeroPoint.map { PhotometricScale(zeroPoint: $0, "as given") }
        scienceScale = given ?? PhotometricScale(header, of: science.name)
        templateScale = PhotometricScale(template.header, of: template.name)
        let scale = need(
            scienceScale ?? templateScale, "BUNIT nJy, MAGZERO, PHOTZP or MAGZPT (--zero-point MAGNITUDE)")
        if science.world == nil { missing.append("celestial coordinates, CTYPE1 and so on") }
        guard let visit, let detector, let middle, let band, let scale, missing.isEmpty else {
            throw PromptProcessingError(
                .argument, "packets need what the header lacks: " + missing.joined(separator: "; "))
        }
        identity = try VisitIdentity(visit: visit, detector: detector, midpointMjdTai: middle)
        (midpointMjdTai, exposureSeconds, self.band, self.options) = (middle, length, band, options)
        zeroPointWords = scale.words
        targetName = header.string("OBJECT").flatMap { $0.isEmpty ? nil : $0 }
    }

    /// nJy of one unit of either image.
    ///
    /// - Parameter scienceUnits: science units in one unit of the template; what the kernel says of both images' scales.
    func nJy(scienceUnits: Double) -> (science: Double, template: Double) {
        if let nJy = scienceScale?.nJyPerUnit { return (nJy, nJy * scienceUnits) }
        let nJy = templateScale?.nJyPerUnit ?? .nan
        return (nJy / scienceUnits, nJy)
    }

    /// A sentence where both images have a zero point and the kernel contradicts them by more than 0.03 mag.
    func contradiction(scienceUnits: Double) -> String? {
        guard let science = scienceScale, let template = templateScale else { return nil }
        let seen = ABMagnitude.magnitude(nJy: science.nJyPerUnit * scienceUnits)
        let told = ABMagnitude.magnitude(nJy: template.nJyPerUnit)
        guard !(abs(seen - told) <= 0.03) else { return nil }
        return
            "the \(science.words) and the \(template.words) differ by \(rounded(abs(seen - told), 2)) mag from what the "
            + "stars of both images say; that of the science image counts"
    }
}
