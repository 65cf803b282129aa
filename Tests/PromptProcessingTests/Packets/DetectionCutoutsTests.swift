import AlertModel
import Bytes
import Differencing
import FITS
import Imaging
import Testing

@testable import PromptProcessing

/// The stamps of packets, against the images that they are cut from.
@Suite struct DetectionCutoutsTests {
    private struct Cut {
        let alert: Alert
        let image: StampImage
        let first: (x: Int, y: Int)
        /// In pixels of the exposure.
        let place: (x: Double, y: Double)

        init(_ alert: Alert, _ bytes: KeyPath<Stamps, Bytes?>, side: Int) throws {
            self.alert = alert
            let stamp = try #require(alert.stamps[keyPath: bytes])
            image = try #require(try Stamp(stamp).image)
            place = (try #require(alert.source.x), try #require(alert.source.y))
            let box = DetectionCutouts.box(x: place.x, y: place.y, side: side)
            first = (box.x, box.y)
            #expect(image.width == side && image.height == side && image.unit == "nJy")
        }

        /// Pairs of a stamp's pixel and the exposure's, those beyond the edge left out.
        func pixels(of exposure: Image<Float>, _ plane: [Float]) -> [(stamp: Float, exposure: Float)] {
            plane.indices.compactMap { n in
                let (x, y) = (first.x + n % image.width, first.y + n / image.width)
                return exposure.bounds.contains(x: x, y: y) ? (plane[n], exposure[x, y]) : nil
            }
        }
    }

    @Test func `the difference's pixels, variances and mask are those of the difference`() throws {
        let (run, packets) = (try MadePackets.run.get(), try MadePackets.made.get())
        let scale = Float(packets.nJyPerTemplateUnit)
        for alert in try MadePackets.alerts.get() {
            let cut = try Cut(alert, \.difference, side: 30)
            let pixels = cut.pixels(of: run.result.difference.image, cut.image.pixels)
            #expect(pixels.count == 900)
            #expect(pixels.allSatisfy { $0.stamp == $0.exposure * scale })
            let variances = cut.pixels(of: run.result.difference.variance, try #require(cut.image.variance))
            #expect(variances.allSatisfy { abs($0.stamp - $0.exposure * scale * scale) <= 1e-6 * $0.stamp })
            let mask = try #require(cut.image.mask).map { MaskPlanes(rawValue: UInt16(truncatingIfNeeded: $0)) }
            let middle = mask[
                (Int(cut.place.y.rounded()) - cut.first.y) * 30 + Int(cut.place.x.rounded()) - cut.first.x]
            #expect(middle == (alert.source.flags.contains(.negative) ? .detectedNegative : .detected))
            #expect(mask.count { !$0.isEmpty } < 450)
        }
    }

    @Test func `the other two are the images less a smooth sky`() throws {
        let (run, packets) = (try MadePackets.run.get(), try MadePackets.made.get())
        for alert in try MadePackets.alerts.get() {
            for (stamp, exposure, scale) in [
                (\Stamps.science, run.science, packets.nJyPerScienceUnit),
                (\Stamps.template, run.template, packets.nJyPerTemplateUnit),
            ] {
                let cut = try Cut(alert, stamp, side: 30)
                let pixels = cut.pixels(of: exposure.pixels.image, cut.image.pixels)
                let skies = pixels.map { Double($0.exposure) - Double($0.stamp) / scale }
                // The made sky rises by 1.5 over 30 columns from 200 to 217.6 over all; stars lift it a little.
                let (low, high) = (skies.min() ?? 0, skies.max() ?? 0)
                #expect(high - low < 4 && low > 198 && high < 228, "sky of \(low) to \(high)")
                let variances = cut.pixels(of: exposure.pixels.variance, try #require(cut.image.variance))
                let square = Float(scale * scale)
                #expect(variances.allSatisfy { abs($0.stamp - $0.exposure * square) <= 1e-6 * $0.stamp })
                #expect(cut.image.mask?.allSatisfy { $0 == 0 } ?? false)
            }
        }
    }

    @Test func `coordinates of a stamp put the detection where it is, and its corners where the image has them`() throws
    {
        let world = try #require(try MadePackets.run.get().science.world)
        for alert in try MadePackets.alerts.get() {
            for stamp in [\Stamps.science, \.template, \.difference] {
                let cut = try Cut(alert, stamp, side: 30)
                let wcs = try #require(cut.image.wcs)
                let pixel = try #require(wcs.pixel(ra: alert.source.ra, dec: alert.source.dec))
                #expect(abs(pixel.x + Double(cut.first.x) - cut.place.x) < 0.001)
                #expect(abs(pixel.y + Double(cut.first.y) - cut.place.y) < 0.001)
                for (x, y) in [(0.0, 0.0), (29, 0), (0, 29), (29, 29)] {
                    let sky = try #require(world.sky(x: x + Double(cut.first.x), y: y + Double(cut.first.y)))
                    let back = try #require(wcs.pixel(ra: sky.ra, dec: sky.dec))
                    #expect(abs(back.x - x) < 0.01 && abs(back.y - y) < 0.01)
                }
            }
        }
    }

    @Test func `every stamp has its image's own PSF`() throws {
        let run = try MadePackets.run.get()
        for alert in try MadePackets.alerts.get() {
            func square(_ stamp: KeyPath<Stamps, Bytes?>) throws -> Double {
                let psf = try #require(try Cut(alert, stamp, side: 30).image.psf)
                #expect(psf.width == 41 && abs(psf.pixels.reduce(0, +) - 1) < 1e-5)
                return psf.pixels.reduce(0) { $0 + $1 * $1 }
            }
            // The effective area of a Gaussian is 2.27 FWHM^2; noise and pixels add some per cent.
            for (stamp, fwhm) in [(\Stamps.science, 4.2), (\.template, 3.3)] {
                #expect(abs(1 / (try square(stamp)) / (2.266 * fwhm * fwhm) - 1) < 0.15)
            }
            let place = (x: alert.source.x ?? 0, y: alert.source.y ?? 0)
            let model = run.result.psf.effectivePixels(atX: place.x, y: place.y, side: 41)
            #expect(abs(1 / (try square(\.difference)) / model - 1) < 0.001)
        }
    }

    @Test func `what lies beyond the image is not a number, with no data`() throws {
        let packets = try MadePackets.packets(side: 301)
        let run = try MadePackets.run.get()
        let alert = try #require(try AlertDecoder().decode(packets.packet(0)).first)
        for (stamp, image) in [(\Stamps.science, run.science.pixels), (\.difference, run.result.difference)] {
            let cut = try Cut(alert, stamp, side: 301)
            let mask = try #require(cut.image.mask).map { MaskPlanes(rawValue: UInt16(truncatingIfNeeded: $0)) }
            var beyond = 0
            for n in mask.indices {
                let (x, y) = (cut.first.x + n % 301, cut.first.y + n / 301)
                let isInside = image.bounds.contains(x: x, y: y)
                beyond += isInside ? 0 : 1
                let isRight = isInside || (cut.image.pixels[n].isNaN && mask[n].contains(.noData))
                if !isRight { Issue.record("pixel \(x), \(y) lies beyond and is \(cut.image.pixels[n])") }
                if isInside, !cut.image.pixels[n].isNaN, mask[n].contains(.noData) {
                    Issue.record("pixel \(x), \(y) has a value and no data")
                }
            }
            #expect(beyond > 10_000)
        }
    }

    @Test func `large footprints have larger stamps, to a limit`() {
        func side(_ box: Int) -> Int { DetectionCutouts.side(given: nil, footprint: box) }
        #expect(side(1) == 30 && side(30) == 30 && side(33) == 33 && side(500) == 102)
        #expect(DetectionCutouts.side(given: 51, footprint: 500) == 51)
    }

    /// CUTMIN + 1 of stamps in real packets of LSST at their x and y.
    @Test(arguments: [
        (267.294, 1187.455, 30, 253, 1173), (2379.969, 3483.122, 33, 2364, 3467), (772.171, 943.311, 30, 758, 929),
        (4021.364, 215.545, 30, 4007, 201),
    ])
    func `stamps are cut where LSST cuts them`(x: Double, y: Double, side: Int, column: Int, row: Int) {
        let box = DetectionCutouts.box(x: x, y: y, side: side)
        #expect(box.x == column && box.y == row)
    }
}
