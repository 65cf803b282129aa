internal import Detection
internal import Imaging

/// Second moments of a detection in the difference, and of its PSF, pixels^2.
struct DetectionShape: Sendable {
    let moments: AdaptiveMoments
    let psf: AdaptiveMoments
    /// The moments are those of the detection.
    let isGood: Bool

    /// - Parameters:
    ///   - psfImage: of the difference, centred, of an odd side.
    init(of difference: MaskedImage, x: Double, y: Double, isNegative: Bool, psfImage: Image<Float>) {
        let middle = Double(psfImage.width / 2)
        psf = AdaptiveMoments(of: psfImage, nearX: middle, y: middle)
        let sigma = psf.status == .converged ? psf.sigma : 2
        let box = PixelBox(aroundX: Int(x.rounded()), y: Int(y.rounded()), radius: 30).intersection(difference.bounds)
        var pixels = difference.image.cropped(to: box)
        if isNegative { pixels = pixels.map { -$0 } }
        moments = AdaptiveMoments(
            of: pixels, nearX: x - Double(box.x), y: y - Double(box.y),
            settings: .init(radius: max(12, Int(6 * sigma)), sigma: sigma))
        isGood = moments.status == .converged && psf.status == .converged
    }

    /// Whether the detection is so much wider than its PSF that it may be a line of light, or has no shape at all.
    var mayBeTrail: Bool { !isGood || moments.xx + moments.yy > 1.5 * (psf.xx + psf.yy) }
}
