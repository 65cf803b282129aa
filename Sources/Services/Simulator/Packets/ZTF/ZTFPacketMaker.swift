import AlertModel
import Bytes
import Observing
import SkyMath

/// Makes ZTF packets, schema 4.02, of alerts in g, r and i: container files with their schema, as ZTF's on Kafka.
///
/// What LSST's camera saw is told in ZTF's words: depth, seeing and pixels are LSST's.
struct ZTFPacketMaker: PacketMaking {
    static let version = "ztf-4.02"
    static let bands: Set<Passband> = [.g, .r, .i]
    var stampSide: StampSide { { _ in ZTFStamps.side } }

    let season: Season
    let measurer: Measurer
    let writer: ZTFPacketWriter
    let candidateSlots: FieldSlots<ZTFCandidateField>
    let prvSlots: FieldSlots<ZTFCandidateField>
    let forcedSlots: FieldSlots<ZTFForcedField>
    /// JD UTC of the template's first and last exposure.
    let referenceSpan: ClosedRange<Double>
    let plan: NightPlan

    /// Days of history in a packet.
    private static let historyDays = 30.0
    /// Julian days whose numbers of nights have at most four digits, and leave a candid 63 bits.
    private static let nights = 2_457_784.0..<2_466_976.0

    init(plan: NightPlan, season: Season, measurer: Measurer, template: TemplateEpochs) throws(SimulatorError) {
        guard Self.nights.contains(TimeScale.jdUtc(fromMjdTai: plan.night.mjdTai.lowerBound)) else {
            throw SimulatorError("ZTF numbers nights from 2017 to 2041, and \(plan.night) is none of them")
        }
        do throws(AlertModelError) {
            writer = try ZTFPacketWriter(sync: Self.sync(seed: plan.seed))
        } catch {
            throw SimulatorError("packets of ZTF's schema cannot be written: \(error)")
        }
        candidateSlots = FieldSlots(writer.candidate)
        prvSlots = FieldSlots(writer.prvCandidate)
        forcedSlots = FieldSlots(writer.fpHist)
        let times = template.times.map(TimeScale.jdUtc(fromMjdTai:))
        referenceSpan = (times.min() ?? 0)...(times.max() ?? 0)
        self.plan = plan
        self.season = season
        self.measurer = measurer
    }

    /// Marks the end of a block in the files: the same for a whole run, so that its bytes are.
    private static func sync(seed: UInt64) -> Bytes {
        var draws = Draws(seed: seed, 0x5379_6E63)
        return Bytes((0..<16).map { _ in UInt8(truncatingIfNeeded: draws.next()) })
    }

    func maker(visit index: Int, dueSeconds: Double) -> Maker? {
        let visit = season.visits[index]
        guard ZTFBand.fid(visit.band) != nil else { return nil }
        let stamps =
            plan.hasStamps
            ? ZTFStamps(
                seed: plan.seed, visit: visit, pointing: season.pointing(index), model: measurer.model,
                camera: measurer.camera) : nil
        return {
            { (alert) throws(SimulatorError) in
                try packet(ZTFAlert(alert, self, since: visit.startMjdTai - Self.historyDays), dueSeconds, stamps)
            }
        }
    }

    private func packet(
        _ alert: ZTFAlert, _ due: Double, _ stamps: ZTFStamps?
    ) throws(SimulatorError) -> IssuedPacket {
        let (truth, visit) = (alert.truth, alert.image.visit)
        return IssuedPacket(
            alertID: alert.candid, objectID: alert.objectID.key, visit: visit.id,
            detector: truth.epoch.truePixel.detector, band: visit.band, midpointMjdTai: visit.midpointMjdTai,
            trueClass: truth.trueClass, position: truth.epoch.measured.position,
            truePosition: measurer.position(truth.epoch, in: season), trueFlux: truth.epoch.trueDifference,
            dueSeconds: due, schemaID: 0, bytes: try bytes(alert, stamps))
    }

    private func bytes(_ alert: ZTFAlert, _ stamps: ZTFStamps?) throws(SimulatorError) -> Bytes {
        let images = try stamps?.cutouts(of: alert.truth, candid: alert.candid, pid: alert.image.pid)
        do throws(AlertModelError) {
            var parts = ZTFPacketParts(
                publisher: "Tocsin (simulated)", objectId: "\(alert.objectID)", candid: alert.candid,
                candidate: try candidate(alert))
            parts.prvCandidates = try history(alert)
            parts.fpHists = try forced(alert)
            (parts.cutoutScience, parts.cutoutTemplate) = (images?.science, images?.template)
            parts.cutoutDifference = images?.difference
            return try writer.write(parts)
        } catch {
            throw SimulatorError("alert \(alert.candid) of a \(alert.truth.trueClass) cannot be written: \(error)")
        }
    }
}
