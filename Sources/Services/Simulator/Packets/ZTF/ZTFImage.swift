import AlertModel
import Observing
import SkyMath

/// What ZTF's records say of an image: a visit as one detector saw it.
struct ZTFImage {
    /// Zero point of the images: one count is one nJy.
    static let zeroPoint = Magnitude.zeroPoint

    let visit: Visit
    let fid: Int64
    /// Begin of the exposure, JD UTC.
    let jd: Double
    let pid: Int64
    /// AB magnitude of five standard deviations in the difference image; nil where the visit tells no depth.
    let diffmaglim: Double?

    /// Nil in a band that ZTF does not have.
    init?(_ visit: Visit, detector: Int, model: DetectionModel) {
        guard let fid = ZTFBand.fid(visit.band) else { return nil }
        self.visit = visit
        self.fid = fid
        jd = TimeScale.jdUtc(fromMjdTai: visit.startMjdTai)
        pid = ZTFNumbers.pid(jd: jd, detector: detector)
        let noise = model.noise.differenceError(
            visit.band, scienceFlux: 0, scienceDepth: visit.fiveSigmaDepth, templateFlux: 0,
            templateDepth: model.templateDepth(visit))
        diffmaglim = Magnitude.magnitude(ofFlux: 5 * noise)
    }
}
