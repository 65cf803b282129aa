internal import Imaging
internal import Templates

/// What is told of one patch in `coadd.json`: its exposures, what was left out of them, and the file of its state.
struct CoaddRecord: Codable, Sendable, Hashable {
    /// Of this form: 1.
    var version = 1
    var isFrozen: Bool
    /// The file to go on from, and its SHA-256.
    var state: String
    var stateSHA256: String
    var inputs: [Input]
    var artefacts: [ArtefactRecord]
    /// Variance of sums over many pixels, by what independent pixels of the variance plane would have.
    var noiseCorrelation: Double?

    struct Input: Codable, Sendable, Hashable {
        var name: String
        var sha256: String
        var band: String
        var mjdTai: Double?
        var zeroPoint: Double
        var weight: Double
        /// Pixels of the coadd.
        var fwhm: Double?
        var pixels: Int
        var noiseCorrelation: Double
        var matchedVariance: Double
        var mismatch: Double
        var sky: Double
    }

    struct ArtefactRecord: Codable, Sendable, Hashable {
        var input: String
        var x: Int
        var y: Int
        var width: Int
        var height: Int
        var area: Int
        var rejected: Int
        var snr: Double
    }

    init(_ template: Template, isFrozen: Bool, state: String, stateSHA256: String) {
        (self.isFrozen, self.state, self.stateSHA256) = (isFrozen, state, stateSHA256)
        inputs = template.inputs.map { Input($0) }
        artefacts = template.artefacts.map { ArtefactRecord($0, of: template.inputs[$0.input].id) }
        noiseCorrelation = template.noiseCorrelation.isFinite ? template.noiseCorrelation : nil
    }
}

extension CoaddRecord.Input {
    init(_ input: CoaddInput) {
        (name, sha256, band, zeroPoint) = (input.id, input.checksum, input.band, input.zeroPoint)
        mjdTai = input.mjdTai.isFinite ? input.mjdTai : nil
        fwhm = input.fwhm.isFinite ? input.fwhm : nil
        (weight, pixels, noiseCorrelation) = (input.weight, input.pixels, input.noiseCorrelation)
        (matchedVariance, mismatch, sky) = (input.matchedVariance, input.mismatch, input.sky)
    }

    var input: CoaddInput {
        CoaddInput(
            id: name, checksum: sha256, band: band, mjdTai: mjdTai ?? .nan, zeroPoint: zeroPoint, weight: weight,
            fwhm: fwhm ?? .nan, pixels: pixels, noiseCorrelation: noiseCorrelation, matchedVariance: matchedVariance,
            mismatch: mismatch, sky: sky)
    }
}

extension CoaddRecord.ArtefactRecord {
    init(_ artefact: Artefact, of input: String) {
        self.input = input
        (x, y, width, height) = (artefact.box.x, artefact.box.y, artefact.box.width, artefact.box.height)
        (area, rejected, snr) = (artefact.area, artefact.rejected, artefact.peak)
    }
}
