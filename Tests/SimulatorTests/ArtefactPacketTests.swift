import AlertModel
import Bytes
import FITS
import Imaging
import Observing
import Rendering
import SkyMath
import SkyModel
import Testing

@testable import Simulator

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Artefacts as their packets tell them, one visit's.
@Suite struct ArtefactPacketTests {
    private static let visit = 4

    /// By class, at most sixty each.
    private static let alerts = Result { () throws(SimulatorError) in
        let measurer = Measurer(seed: 7)
        let season = Season(ZTFNight.visits, measurer.model)
        let request = SkyRequest(
            sky: Sky(SyntheticSky(seed: 7)), limit: 16, season: 61_000..<61_201,
            template: TemplateEpochs(servingAt: 61_200), populations: [])
        var finder = VisitAlerts(season: season, measurer: measurer, cache: SourceCache(request))
        (finder.rates.satelliteTrails, finder.rates.glints, finder.rates.glintTrains) = (6, 60, 20)
        var byClass: [String: [AlertTruth]] = [:]
        let found = try finder.detections(visit: visit)
        for detection in found.detections {
            guard byClass[detection.trueClass, default: []].count < 60 else { continue }
            byClass[detection.trueClass, default: []].append(finder.alert(of: detection, in: found))
        }
        return byClass
    }

    private static func packets(_ kind: String, hasStamps: Bool = false) throws -> [(AlertTruth, PacketFields, Bytes)] {
        let measurer = Measurer(seed: 7)
        let season = Season(ZTFNight.visits, measurer.model)
        var plan = ZTFNight.plan("11.1")
        (plan.hasStamps, plan.hasStampMasks) = (hasStamps, hasStamps)
        let maker = try PacketMaker(plan: plan, season: season, measurer: measurer)
        let (rows, stamps) = (maker.rows(), maker.stamps(visit: visit))
        return try (try alerts.get()[kind] ?? []).map { alert in
            let bytes = try maker.packet(alert, season.visits[visit], dueSeconds: 0, stamps, rows).bytes
            let fields = try #require(try PacketFields(lsst: bytes))
            return (alert, try #require(fields.record("diaSource")), bytes)
        }
    }

    private static func size(_ source: PacketFields) -> Double? {
        guard let ixx = source.number("ixx"), let iyy = source.number("iyy"), let psf = source.number("ixxPSF") else {
            return nil
        }
        return (ixx + iyy) / 2 / psf
    }

    @Test func `cosmic rays that were found are flagged, are sharper than the PSF, and nothing else is either`() throws
    {
        let rays = try Self.packets("cosmicRay")
        #expect(rays.count == 60)
        let flagged = rays.count { $0.1.flag("pixelFlags_cr") == true }
        #expect((35..<60).contains(flagged))
        for (alert, source, _) in rays {
            #expect(source.flag("pixelFlags_cr") == alert.artefact?.isMarked)
            #expect(source.flag("pixelFlags_crCenter") == alert.artefact?.isMarked)
            #expect(source.flag("pixelFlags_streak") == false && source.number("trailLength") == nil)
            if (alert.artefact?.length ?? 9) < 2 { #expect((Self.size(source) ?? 9) < 0.5) }
        }
        for kind in ["spurious", "glint", "satelliteTrail"] {
            for (_, source, _) in try Self.packets(kind) { #expect(source.flag("pixelFlags_cr") == false) }
        }
    }

    @Test func `a satellite's pieces are trails of their length and direction, and streaks where that was found`()
        throws
    {
        let pieces = try Self.packets("satelliteTrail")
        #expect(pieces.count == 60)
        for (alert, source, _) in pieces {
            let artefact = try #require(alert.artefact)
            let length = 0.2 * artefact.length
            #expect(abs((source.number("trailLength") ?? 0) / length - 1) < 0.2)
            #expect(source.flag("pixelFlags_streak") == artefact.isMarked)
            let turned = artefact.angle * .pi / 180
            let reach = max(abs(cos(turned)), abs(sin(turned))) * artefact.length
            #expect(source.number("bboxSize").map { $0 > reach && $0 < reach + 40 } == true)
            let (flux, psf) = (try #require(source.number("trailFlux")), try #require(source.number("psfFlux")))
            #expect(flux > 4 * psf && source.number("trailFluxErr") != nil)
            #expect((source.number("apFlux") ?? 0) > 2 * psf)
            #expect(try #require(Self.size(source)) > 10)
            #expect(source.number("trailNdata").map { $0 > 500 } == true && source.flag("trail_flag") == false)
        }
    }

    @Test func `what is not simulated is null and not false`() throws {
        for kind in ["cosmicRay", "satelliteTrail", "glint", "spurious"] {
            let packets = try Self.packets(kind)
            #expect(packets.count > 5, "\(kind)")
            for (_, source, _) in packets {
                for name in ["nodata", "suspect", "suspectCenter", "injected", "injected_template"] {
                    #expect(source.flag("pixelFlags_\(name)") == nil, "\(name)")
                }
            }
        }
        for (_, source, _) in try Self.packets("glint") {
            #expect(source.number("trailFlux") == nil && source.number("trailNdata") == 0)
            #expect((0.2...3).contains(try #require(Self.size(source))))
        }
        let residuals = try Self.packets("spurious").compactMap { Self.size($0.1) }
        #expect(residuals.reduce(0, +) / Double(residuals.count) > 1.5)
    }

    @Test func `flashes of a train are told to be its where a detector has five, and no others are`() throws {
        let flashes = try Self.packets("glintTrain")
        #expect(flashes.count > 20)
        for (alert, source, _) in flashes {
            #expect(alert.trueClass == "glintTrain")
            #expect(source.flag("glint_trail") == alert.artefact?.isMarked)
            #expect((0.2...3).contains(try #require(Self.size(source))) && source.number("trailFlux") == nil)
        }
        #expect(Set(flashes.map { $0.1.flag("glint_trail") }) == [true, false])
        for kind in ["cosmicRay", "satelliteTrail", "glint", "spurious"] {
            for (_, source, _) in try Self.packets(kind) { #expect(source.flag("glint_trail") == false) }
        }
    }

    @Test func `flags of pixels say what the schema's words say, and none of them that the mask was misread`() throws {
        var counts: [String: Int] = [:]
        for kind in ["cosmicRay", "satelliteTrail", "glint", "glintTrain", "spurious"] {
            for (alert, source, _) in try Self.packets(kind) {
                let flags = alert.epoch.measured.flags
                #expect(source.flag("pixelFlags") == false)
                for (name, flag) in [
                    ("pixelFlags_edge", PixelFlags.edge), ("pixelFlags_offimage", .offImage),
                    ("pixelFlags_saturated", .saturated), ("pixelFlags_saturatedCenter", .saturated),
                    ("pixelFlags_bad", .bad), ("pixelFlags_interpolated", .bad),
                    ("pixelFlags_interpolatedCenter", .badCentre), ("psfFlux_flag", .psfTruncated),
                    ("psfFlux_flag_edge", .psfTruncated), ("apFlux_flag", .apertureTruncated),
                    ("apFlux_flag_apertureTruncated", .apertureTruncated),
                ] {
                    #expect(source.flag(name) == flags.contains(flag), "\(name)")
                    if flags.contains(flag) { counts[name, default: 0] += 1 }
                }
            }
        }
        #expect((counts["pixelFlags_edge"] ?? 0) > 0 && (counts["pixelFlags_bad"] ?? 0) > 0, "\(counts)")
    }

    @Test(arguments: ["cosmicRay", "satelliteTrail", "spurious"])
    func `an artefact's stamp shows the light that the packet tells`(kind: String) throws {
        for (alert, source, bytes) in try Self.packets(kind, hasStamps: true).prefix(20) {
            let stamp = try #require(try AlertDecoder().decode(bytes).first?.stamps.difference)
            let image = try #require(try Stamp(stamp).image)
            let wcs = try #require(image.wcs)
            let (flux, error) = NeighbourTests.fit(image, wcs.referenceX, wcs.referenceY)
            let told = try #require(source.number("psfFlux"))
            #expect(abs(flux - told) < 1.2 * error + 0.12 * abs(told), "\(flux) \(told) \(error)")
            let bits = (try FITSFile(stamp)["MASK"]?.doubles() ?? []).map { MaskPlanes(rawValue: UInt16($0)) }
            let isMarked = bits.contains { $0.contains(.cosmicRay) }
            #expect(isMarked == (kind == "cosmicRay" && alert.artefact?.isMarked == true))
            guard kind == "satelliteTrail", abs(told) > 10 * error, let artefact = alert.artefact else { continue }
            // As bright eight pixels further on, and not across.
            let angle = artefact.angle * .pi / 180
            let (pixel, measured) = (alert.epoch.truePixel, alert.epoch.measured.pixel)
            let middle = (x: wcs.referenceX + pixel.x - measured.x, y: wcs.referenceY + pixel.y - measured.y)
            let along = NeighbourTests.fit(image, middle.x + 8 * cos(angle), middle.y + 8 * sin(angle)).flux
            #expect(abs(along / told - 1) < 0.5, "\(along) \(told)")
        }
    }
}
