import Bytes
import Differencing
import FITS
import Foundation
import Imaging
import PromptProcessing
import Testing

/// Files in, detections and files out.
struct SubtractionRunTests {
    private static let added = [(100.5, 120.25, 1200.0), (200.0, 282.5, 1200), (281.25, 152.0, 1200)]

    private func exposures(_ folder: Folder, coordinates: WCS = MadeField.coordinates) throws -> (Exposure, Exposure) {
        try MadeField(seed: 1, fwhm: 4.2, added: Self.added).write(folder.path("s.fits"))
        try MadeField(seed: 2, fwhm: 3.3, noise: 2.5).write(folder.path("t.fits"), noise: 2.5, coordinates: coordinates)
        return (
            try ExposureSource(ImagePath(folder.path("s.fits"))).exposure(),
            try ExposureSource(ImagePath(folder.path("t.fits"))).exposure()
        )
    }

    @Test func `what was added is found, with its place on the sky, and nothing else`() throws {
        let folder = try Folder()
        let (science, template) = try exposures(folder)
        let run = try SubtractionRun(science: science, template: template, options: MadeField.options)
        let found = run.result.detections.filter { abs($0.signalToNoise) >= 6 && $0.flags.isEmpty }
        #expect(found.count == 3)
        for (x, y, flux) in Self.added {
            let match = try #require(found.min { abs($0.x - x) + abs($0.y - y) < abs($1.x - x) + abs($1.y - y) })
            #expect(abs(match.x - x) < 0.4 && abs(match.y - y) < 0.4)
            #expect(abs(match.flux * run.scienceUnits - flux) < 5 * match.fluxError * run.scienceUnits)
        }
        let table = try FITSFile(run.catalogue().fits().encoded()).firstTable()
        let first = try #require(run.result.detections.first)
        let sky = MadeField.coordinates.sky(x: first.x, y: first.y)
        let ra = try #require(try table.number(row: 0, table.column("ra")))
        #expect(abs(ra - sky.ra) < 1e-7)
    }

    @Test func `a template on other pixels is warped by the coordinates of both`() throws {
        let folder = try Folder()
        var moved = MadeField.coordinates
        moved.referenceX -= 0.4
        let (science, template) = try exposures(folder, coordinates: moved)
        let aligned = try template.aligned(to: science)
        #expect(aligned.notes.contains { $0.contains("warped") })
        // The pixel at x of the science image lies at x - 0.4 of the template.
        let row = 200
        for x in [50, 160, 290] {
            let sky = Double(template.pixels.image[x, row])
            #expect(abs(Double(aligned.pixels.image[x, row]) - sky) < 2000 && aligned.pixels.mask[x, row].isEmpty)
        }
        #expect(!aligned.pixels.mask[0, 100].isDisjoint(with: .excluding))
    }

    @Test(arguments: [0.0, 0.4]) func `giving up the pixels changes nothing of what comes out`(moved: Double) throws {
        let folder = try Folder()
        var coordinates = MadeField.coordinates
        coordinates.referenceX -= moved
        let (science, template) = try exposures(folder, coordinates: coordinates)
        let run = try SubtractionRun(science: science, template: template, options: MadeField.options)
        var lean = try SubtractionRun(givingUp: science, template, options: MadeField.options)
        #expect(lean.science.width == 1 && lean.images.science.width == 1)
        #expect((lean.images.template.width == 1) == (moved == 0))
        try lean.takeImages { isTemplate in
            try ExposureSource(ImagePath(folder.path(isTemplate ? "t.fits" : "s.fits"))).imagePlane()
        }
        #expect(lean.result.detections == run.result.detections && !run.result.detections.isEmpty)
        #expect(lean.result.difference == run.result.difference)
        #expect(lean.images.science == run.images.science && lean.images.template == run.images.template)
        try lean.writeImages(path: folder.path("lean.fits"))
        let written = try Data(contentsOf: URL(filePath: folder.path("lean.fits")))
        #expect(try Array(written) == run.imageFile().encoded().array)
    }

    @Test func `images that do not overlap are refused`() throws {
        let folder = try Folder()
        var far = MadeField.coordinates
        far.ra += 2
        let (science, template) = try exposures(folder, coordinates: far)
        #expect(throws: PromptProcessingError.self) {
            try SubtractionRun(science: science, template: template, options: MadeField.options)
        }
    }

    @Test func `the difference's file is read again as an exposure of the same pixels`() throws {
        let folder = try Folder()
        let (science, template) = try exposures(folder)
        let run = try SubtractionRun(science: science, template: template, options: MadeField.options)
        try run.imageFile().write(path: folder.path("d.fits"))
        let read = try ExposureSource(ImagePath(folder.path("d.fits"))).exposure()
        #expect(read.width == MadeField.side && read.world != nil)
        // Excluded pixels are written without a value, so they are read with `noData` besides their own planes.
        let isSameMask = zip(read.pixels.mask.pixels, run.result.difference.mask.pixels).allSatisfy { read, own in
            read == (own.isDisjoint(with: .excluding) ? own : own.union(.noData))
        }
        #expect(isSameMask)
        let bounds = read.pixels.bounds
        for y in stride(from: 0, to: bounds.height, by: 7) {
            for x in stride(from: 0, to: bounds.width, by: 7) where run.result.difference.isUsable(x: x, y: y) {
                #expect(read.pixels.image[x, y] == run.result.difference.image[x, y])
            }
        }
        let page = DifferenceReport(run).html
        #expect(page.contains("data:image/png") && page.contains("kernel&#39;s sum") && !page.contains("nan"))
    }
}
