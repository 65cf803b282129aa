internal import Imaging

/// An image, or a part of one, in which a source stands alone, and what is measured on it.
struct SourceLight {
    let image: MaskedImage
    /// The image's first pixel, in the coordinates of sources.
    let x0: Int
    let y0: Int
    /// The image times -1 for a source below 0.
    private let upright: Image<Float>
    private let sign: Double

    /// The whole image for a source above 0; for one below a part would do, and is cheaper.
    init(_ image: MaskedImage, _ isNegative: Bool, x0: Int = 0, y0: Int = 0) {
        (self.image, self.x0, self.y0, sign) = (image, x0, y0, isNegative ? -1 : 1)
        upright = isNegative ? image.image.map { -$0 } : image.image
    }

    func window(_ source: inout Source, sigma: Double) {
        let (x, y) = (source.peak.x - Double(x0), source.peak.y - Double(y0))
        let centre = WindowedCentroid(of: upright, nearX: x, y: y, sigma: sigma)
        guard centre.isSettled else {
            source.flags.insert(.centroidFailed)
            return
        }
        let errors = centre.errors(variance: image.variance)
        source.windowed = Source.Position(
            x: centre.x + Double(x0), y: centre.y + Double(y0), xError: errors.x, yError: errors.y)
    }

    func moments(_ source: inout Source, sigma: Double) {
        let place = source.position
        var moments = AdaptiveMoments(
            of: upright, nearX: place.x - Double(x0), y: place.y - Double(y0),
            settings: .init(radius: max(12, Int(6 * sigma)), sigma: sigma))
        if moments.status == .converged {
            source.momentErrors = MomentErrors(moments, variance: image.variance)
        } else {
            source.flags.insert(.shapeFailed)
        }
        moments.move(x: Double(x0), y: Double(y0), sign: sign)
        source.moments = moments
    }

    func apertures(_ source: inout Source, _ radii: [Double]) {
        let place = source.position
        let (x, y) = (place.x - Double(x0), place.y - Double(y0))
        source.apertures = radii.map { ApertureFlux(of: image, x: x, y: y, radius: $0) }
        if source.apertures.contains(where: { $0.coverage < 0.99 }) { source.flags.insert(.apertureTruncated) }
    }

    func kron(_ source: inout Source, _ settings: KronFlux.Settings) {
        let (shape, place) = (source.isophotal, source.position)
        let adaptive = source.moments.flatMap { moments in
            moments.status == .converged ? Ellipse(xx: moments.xx, xy: moments.xy, yy: moments.yy) : nil
        }
        guard let ellipse = adaptive ?? Ellipse(xx: shape.xx, xy: shape.xy, yy: shape.yy), ellipse.minor > 0.2 else {
            source.flags.insert(.kronFailed)
            return
        }
        let kron = KronFlux(
            of: image, x: place.x - Double(x0), y: place.y - Double(y0), ellipse: ellipse, sign: sign,
            settings: settings)
        source.kron = kron
        if kron.ellipse == nil || kron.coverage < 0.5 { source.flags.insert(.kronFailed) }
    }
}
