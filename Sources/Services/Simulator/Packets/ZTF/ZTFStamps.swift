import AlertModel
import Bytes
import FITS
import Observing
import Rendering
import SkyMath

/// The images cut out around the alerts of one visit, as ZTF's packets carry them: 63 x 63 pixels, gzipped, in counts of one
/// nJy, without their background.
///
/// Pixels are LSSTCam's, 0.2 arcsec, the file names none. The difference is the science image less the template as this
/// visit's air would show it; of a negative detection the opposite, as ZTF has it.
struct ZTFStamps: Sendable {
    static let side = 63

    private let stamps: AlertStamps
    private let visit: Visit
    private let renderer: StampRenderer
    private let readOut: StampReadOut

    init(seed: UInt64, visit: Visit, pointing: Pointing, model: DetectionModel, camera: LSSTCamera) {
        stamps = AlertStamps(seed: seed, visit: visit, pointing: pointing, model: model, camera: camera)
        self.visit = visit
        let depths = AlertStamps.depths(visit, model)
        renderer = StampRenderer(
            width: Self.side, height: Self.side, science: depths.science, template: depths.template)
        let scene = StampScene(
            visit: visit, pointing: pointing, depth: MeasuringDepth(visit, model), model: model, camera: camera)
        readOut = StampReadOut(scene, depths.science.psf)
    }

    /// Complexity: O(pixels).
    func cutouts(
        of alert: AlertTruth, candid: Int64, pid: Int64
    ) throws(SimulatorError) -> (science: Cutout?, template: Cutout?, difference: Cutout?) {
        let pixel = alert.epoch.measured.pixel
        let first = (x: Int(pixel.x.rounded()) - Self.side / 2, y: Int(pixel.y.rounded()) - Self.side / 2)
        let draws = Draws(seed: stamps.seed, 0x5A54_4653, alert.key, UInt64(bitPattern: visit.id))
        let light = renderer.light(of: stamps.sources(alert, first))
        var planes = renderer.exposed(light, draws, as: alert.told(first))
        planes.readOut(
            fullWell: readOut.fullWell, defects: readOut.defects(of: pixel.detector, renderer, first))
        let isNegative = alert.epoch.measured.isNegative
        let name = "candid\(candid)_pid\(pid)_targ"
        return (
            try Self.cutout(planes.science, "\(name)_sci"),
            try Self.cutout(planes.template, "candid\(candid)_ref"),
            try Self.cutout(
                isNegative ? planes.difference.map { -$0 } : planes.difference,
                "\(name)_\(isNegative ? "refmsci" : "scimref")")
        )
    }

    typealias Cutout = ZTFPacketParts.Cutout

    private static func cutout(_ pixels: [Float], _ name: String) throws(SimulatorError) -> Cutout? {
        do throws(FITSError) {
            return try ZTFStampFile.encoded(pixels, side: side).map {
                Cutout(fileName: "\(name).fits.gz", stampData: $0)
            }
        } catch {
            throw SimulatorError("the stamp \(name) cannot be written: \(error)")
        }
    }
}
