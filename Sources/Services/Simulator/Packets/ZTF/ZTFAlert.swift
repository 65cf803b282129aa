import AlertModel
import Observing
import SkyMath

/// An alert with its numbers and with the images of its place in ZTF's bands.
struct ZTFAlert {
    struct Past {
        var epoch: Epoch
        var image: ZTFImage
    }

    let truth: AlertTruth
    let image: ZTFImage
    let candid: Int64
    /// Small bodies have one for each detection: ZTF's objects stand still.
    let objectID: ObjectID
    /// All before it, ascending in time.
    let past: [Past]
    /// Those of the last days, which the packet lists.
    let recent: ArraySlice<Past>

    /// - Throws: `SimulatorError` where the alert's band is none of ZTF's.
    init(_ truth: AlertTruth, _ maker: ZTFPacketMaker, since mjdTai: Double) throws(SimulatorError) {
        guard let image = maker.image(truth.epoch) else {
            throw SimulatorError("alert \(truth.id) is in a band that ZTF does not have")
        }
        past = truth.earlier.compactMap { epoch in maker.image(epoch).map { Past(epoch: epoch, image: $0) } }
        recent = past.drop { !truth.tellsHistory || $0.image.visit.startMjdTai < mjdTai }
        candid = ZTFNumbers.candid(pid: image.pid, diaSourceID: truth.id)
        objectID = ZTFObjectName.objectID(truth, maker.season)
        self.truth = truth
        self.image = image
    }
}
