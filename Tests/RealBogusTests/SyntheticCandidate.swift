import Imaging
import RealBogus
import SkyMath

/// Stamps with noise of 10 a pixel and a round Gaussian PSF, made the same in every run.
struct SyntheticCandidate {
    static let noise = 10.0
    let side = 81
    let psf: AnalyticPSF
    var seed: UInt64 = 1
    /// Place of the detection.
    var x = 40.3
    var y = 39.8
    /// Point sources of the difference.
    var changes: [(x: Double, y: Double, flux: Double)] = []
    /// Single pixels of the difference.
    var spikes: [(x: Int, y: Int, value: Float)] = []
    /// Point sources of the scene.
    var stars: [(x: Double, y: Double, flux: Double)] = []
    var masked: [(x: Int, y: Int, planes: MaskPlanes)] = []
    /// All values are multiplied by it.
    var unit: Float = 1

    init(fwhm: Double = 4, snr: Double = 0, seed: UInt64 = 1) throws {
        psf = try AnalyticPSF(.gaussian, fwhm: fwhm)
        self.seed = seed
        changes = [(x, y, snr * Self.noise * psf.effectivePixels(atX: 0, y: 0, side: 25).squareRoot())]
    }

    func stamps() throws -> CandidateStamps {
        var difference = Image<Float>(width: side, height: side, repeating: 0)
        var draws = Draws(seed: seed, 5)
        difference.withUnsafeMutablePixels { for n in $0.indices { $0[n] = Float(Self.noise * draws.normal()) } }
        for change in changes { add(change, to: &difference) }
        for spike in spikes { difference[spike.x, spike.y] += spike.value }
        var scene = Image<Float>(width: side, height: side, repeating: 0)
        for star in stars { add(star, to: &scene) }
        let scale = unit
        var image = MaskedImage(
            image: difference.map { $0 * scale }, variance: scale * scale * Float(Self.noise * Self.noise))
        for pixel in masked { image.mask[pixel.x, pixel.y] = pixel.planes }
        let template = scene.map { $0 * scale }
        return try CandidateStamps(
            science: template, template: template, difference: image, psf: psf, x: x, y: y)
    }

    private func add(_ source: (x: Double, y: Double, flux: Double), to image: inout Image<Float>) {
        let (profile, box) = psf.placed(atX: source.x, y: source.y, side: 31)
        for y in box.intersection(image.bounds).rows {
            for x in box.intersection(image.bounds).columns {
                image[x, y] += Float(source.flux) * profile[x - box.x, y - box.y]
            }
        }
    }

    func features(_ facts: DetectionFacts = DetectionFacts()) throws -> Features {
        Features(of: try stamps(), facts: facts)
    }
}
