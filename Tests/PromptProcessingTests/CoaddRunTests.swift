import FITS
import Foundation
import Imaging
import PromptProcessing
import SkyMath
import Testing

/// Exposures of one field in files, moved by some pixels against each other, one with a trail.
struct MadeExposures {
    static let seeings = [3.3, 4.0, 3.6, 4.3, 3.8]
    let folder: Folder

    func path(_ n: Int) -> String { folder.path("exposure-\(n).fits") }

    func source(_ n: Int) -> ExposureSource { ExposureSource(ImagePath(path(n))) }

    /// The reference pixel of exposure `n`: its stars lie so much further right and up.
    static func shift(_ n: Int) -> (x: Double, y: Double) { (Double(n % 3) * 3.4 - 3, Double(n) * 1.7 - 3) }

    func write(_ numbers: Range<Int>, trail: Int? = nil) throws {
        for n in numbers {
            var field = MadeField(seed: UInt64(50 + n), fwhm: Self.seeings[n], shift: Self.shift(n))
            if n == trail {
                for x in 0..<MadeField.side {
                    for y in 0..<MadeField.side where abs(Double(y) - 0.6 * Double(x) - 60) < 3 {
                        field.image[x, y] += 150
                    }
                }
            }
            var coordinates = MadeField.coordinates
            coordinates.referenceX += Self.shift(n).x
            coordinates.referenceY += Self.shift(n).y
            let extra = [Card("MAGZERO", .real(30)), Card("FILTER", .string("r")), Card("EXPTIME", .real(30))]
            try field.write(
                path(n), coordinates: coordinates, extra: extra + [Card("MJD-OBS", .real(60_000 + Double(n)))])
        }
    }
}

@Suite(.serialized) struct CoaddRunTests {
    private func settings() -> CoaddSettings {
        var settings = CoaddSettings()
        settings.skyCell = 128
        return settings
    }

    private func json(_ path: String) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: path))) as? [String: Any])
    }

    @Test func `a coadd on an image's pixels has stars where they are, less noise and no trail`() throws {
        let exposures = MadeExposures(folder: try Folder())
        try exposures.write(0..<5, trail: 2)
        var settings = settings()
        settings.pixelsOf = ImagePath(exposures.path(0))
        let out = exposures.folder.path("out")
        let summary = try CoaddRun(folder: out, settings: settings).run(
            (0..<5).map(exposures.source), adding: false, freezing: false)
        #expect(summary.patches.count == 1 && summary.patches[0].inputs == 5)
        let coadd = try ExposureSource(ImagePath(out + "/coadd.fits")).exposure()
        #expect(coadd.width == MadeField.side && coadd.header.real("MAGZERO") == 30)
        let variance = Double(coadd.pixels.variance[170, 20])
        #expect(variance > 1.5 && variance < 25.0 / 4)
        // Along the trail nothing is left, where no star is near.
        let field = MadeField(seed: 1, shift: MadeExposures.shift(0))
        let trail = trailPixels(2, on: 0).filter { place in
            field.stars.allSatisfy { hypot($0.x - Double(place.x), $0.y - Double(place.y)) > 12 }
        }
        let light = trail.reduce(0.0) { $0 + Double(coadd.pixels.image[$1.x, $1.y]) } / Double(trail.count)
        #expect(trail.count > 80 && abs(light) < 0.5)
        let record = try json(out + "/coadd.json")
        let inputs = try #require(record["inputs"] as? [[String: Any]])
        #expect(inputs.map { $0["name"] as? String } == (0..<5).map { "exposure-\($0).fits" })
        #expect(inputs.allSatisfy { ($0["sha256"] as? String)?.count == 64 })
        let artefacts = try #require(record["artefacts"] as? [[String: Any]])
        #expect(artefacts.contains { $0["input"] as? String == "exposure-2.fits" && $0["area"] as? Int ?? 0 > 200 })
        let psf = try PSFExFile(path: out + "/psf.fits")
        #expect(abs(psf.psf.image(atX: 176, y: 176, side: 31).pixels.reduce(0, +) - 1) < 1e-4)
        #expect((3.3...4.5).contains(psf.fwhm ?? 0))
    }

    /// Pixels of exposure `m` that the trail of exposure `n` runs over.
    private func trailPixels(_ n: Int, on m: Int) -> [(x: Int, y: Int)] {
        let (from, to) = (MadeExposures.shift(n), MadeExposures.shift(m))
        return (20..<MadeField.side - 20).compactMap { x in
            let there = Double(x) - to.x + from.x
            let y = Int((0.6 * there + 60 - from.y + to.y).rounded())
            return (20..<MadeField.side - 20).contains(y) ? (x, y) : nil
        }
    }

    @Test func `exposures that are added later give the coadd that all together give`() throws {
        let exposures = MadeExposures(folder: try Folder())
        try exposures.write(0..<3, trail: 0)
        var settings = settings()
        settings.pixelsOf = ImagePath(exposures.path(0))
        let (whole, parts) = (exposures.folder.path("whole"), exposures.folder.path("parts"))
        let sources = (0..<3).map(exposures.source)
        // The widest exposure decides the target PSF, so it is among the first.
        _ = try CoaddRun(folder: whole, settings: settings).run(
            [sources[1], sources[0], sources[2]], adding: false, freezing: false)
        _ = try CoaddRun(folder: parts, settings: settings).run(
            [sources[1], sources[0]], adding: false, freezing: false)
        _ = try CoaddRun(folder: parts).run([sources[2]], adding: true, freezing: true)
        let images = try [whole, parts].map { try Data(contentsOf: URL(filePath: $0 + "/coadd.fits")) }
        #expect(images[0] == images[1])
        let files = try FileManager.default.contentsOfDirectory(atPath: parts).sorted()
        #expect(files == ["coadd.fits", "coadd.json", "psf.fits", "state-3.fits", "tract.json"])
        #expect(throws: PromptProcessingError.self) {
            try CoaddRun(folder: parts).run([sources[2]], adding: true, freezing: false)
        }
        #expect(throws: PromptProcessingError.self) {
            try CoaddRun(folder: whole).run([sources[2]], adding: true, freezing: false)
        }
        #expect(throws: PromptProcessingError.self) {
            try CoaddRun(folder: whole).run([sources[2]], adding: false, freezing: false)
        }
    }

    @Test func `a state that was changed, cut or is missing is refused by its name`() throws {
        let exposures = MadeExposures(folder: try Folder())
        try exposures.write(0..<2)
        let out = exposures.folder.path("out")
        var settings = settings()
        (settings.pixelsOf, settings.rejects) = (ImagePath(exposures.path(0)), false)
        _ = try CoaddRun(folder: out, settings: settings).run([exposures.source(0)], adding: false, freezing: false)
        let state = out + "/state-1.fits"
        let bytes = try Data(contentsOf: URL(filePath: state))
        for damaged in [bytes.dropLast(2880), bytes + Data(count: 2880), nil] {
            try? FileManager.default.removeItem(atPath: state)
            try damaged?.write(to: URL(filePath: state))
            do {
                _ = try CoaddRun(folder: out, settings: settings).run(
                    [exposures.source(1)], adding: true, freezing: false)
                Issue.record("a damaged state was taken")
            } catch { #expect("\(error)".contains("state-1.fits"), "\(error)") }
        }
    }

    @Test func `patches of a tract share the sky`() throws {
        let exposures = MadeExposures(folder: try Folder())
        try exposures.write(0..<1)
        let out = exposures.folder.path("out")
        var settings = settings()
        (settings.patchSize, settings.rejects) = (200, false)
        let summary = try CoaddRun(folder: out, settings: settings).run(
            [exposures.source(0)], adding: false, freezing: false)
        #expect(summary.patches.map(\.name) == ["0-0", "1-0", "0-1", "1-1"])
        let patches = try ["0-0", "1-0"].map { try ExposureSource(ImagePath("\(out)/\($0)/coadd.fits")).exposure() }
        let place = try #require(patches[0].world?.sky(x: 250, y: 150))
        let there = try #require(patches[1].world?.pixel(ra: place.ra, dec: place.dec))
        #expect(abs(there.x - 50) < 1e-6 && abs(there.y - 150) < 1e-6)
        let (left, right) = (patches[0].pixels.image, patches[1].pixels.image)
        let differences = (20..<80).flatMap { x in (20..<280).map { abs(left[x + 200, $0] - right[x, $0]) } }
        #expect((differences.max() ?? 1) < 0.02)
    }

    @Test func `exposures that cannot go into a coadd are named`() throws {
        let exposures = MadeExposures(folder: try Folder())
        try exposures.write(0..<1)
        var far = MadeField.coordinates
        far.dec = 20
        try MadeField(seed: 3).write(exposures.folder.path("far.fits"), coordinates: far)
        try MadeField(seed: 3).write(exposures.path(1))
        var settings = settings()
        settings.pixelsOf = ImagePath(exposures.path(0))
        settings.band = "r"
        for name in ["far.fits", "missing.fits"] {
            do {
                _ = try CoaddRun(folder: exposures.folder.path(name + "-out"), settings: settings).run(
                    [exposures.source(0), ExposureSource(ImagePath(exposures.folder.path(name)))], adding: false,
                    freezing: false)
                Issue.record("\(name) was taken")
            } catch { #expect("\(error)".contains(name), "\(error)") }
        }
        settings.band = nil
        do {
            _ = try CoaddRun(folder: exposures.folder.path("bands"), settings: settings).run(
                [exposures.source(0), exposures.source(1)], adding: false, freezing: false)
            Issue.record("an exposure of another band was taken")
        } catch { #expect("\(error)".contains("exposure-1.fits") && "\(error)".contains("band"), "\(error)") }
    }
}
