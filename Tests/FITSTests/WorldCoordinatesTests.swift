import FITS
import Foundation
import Testing

@Suite struct WorldCoordinatesTests {
    private static let tangent = WCS(ra: 150, dec: -30, x: 500, y: 400, arcsecPerPixel: 0.2, northAngle: 25)

    @Test func `A linear system agrees with the one for stamps, there and back`() throws {
        let world = try WorldCoordinates(Self.tangent, width: 1000, height: 800)
        for (x, y) in [(0.0, 0.0), (500, 400), (999.3, 17.2), (-3000, 5000)] {
            let (here, there) = (try #require(world.sky(x: x, y: y)), Self.tangent.sky(x: x, y: y))
            #expect(abs(here.ra - there.ra) < 1e-11 && abs(here.dec - there.dec) < 1e-11)
            let back = try #require(world.pixel(ra: here.ra, dec: here.dec))
            #expect(abs(back.x - x) < 1e-7 && abs(back.y - y) < 1e-7)
        }
        #expect(world.projection == "TAN" && world.pixel(ra: 330, dec: 30) == nil)
    }

    @Test func `The tangent at a pixel has the scale, north and hand that the system was made with`() throws {
        for isMirrored in [false, true] {
            let made = WCS(
                ra: 10, dec: 60, x: 50, y: 40, arcsecPerPixel: 0.2, northAngle: 25, isMirrored: isMirrored)
            let tangent = try #require(try WorldCoordinates(made).tangent(x: 50, y: 40))
            #expect(abs(tangent.pixelScale * 3600 - 0.2) < 1e-9 && abs(tangent.northAngle - 25) < 1e-6)
            #expect(tangent.isMirrored == isMirrored && made.isMirrored == isMirrored)
        }
    }

    @Test func `The footprint is of the outer edges of the pixels`() throws {
        let world = try WorldCoordinates(Self.tangent, width: 1000, height: 800)
        let corners = world.footprint()
        let expected = [(-0.5, -0.5), (999.5, -0.5), (999.5, 799.5), (-0.5, 799.5)]
        try #require(corners.count == 4 && world.footprint(perSide: 5).count == 20)
        for (corner, (x, y)) in zip(corners, expected) {
            let pixel = try #require(world.pixel(ra: corner.ra, dec: corner.dec))
            #expect(abs(pixel.x - x) < 1e-6 && abs(pixel.y - y) < 1e-6)
        }
        #expect(try WorldCoordinates(Self.tangent).footprint().isEmpty)
    }

    @Test func `Points that are no numbers, or off the sky, are NaN beside those that are not`() throws {
        let world = try WorldCoordinates(Self.tangent)
        let (x, y) = world.pixel(ra: [150, .nan, 330, 150, 150], dec: [-30, 0, 30, .infinity, 95])
        #expect(abs(x[0] - 500) < 1e-9 && abs(y[0] - 400) < 1e-9)
        #expect((x[1...4] + y[1...4]).allSatisfy { $0.isNaN })
        #expect(world.sky(x: [], y: []).ra.isEmpty && world.sky(x: .nan, y: 1) == nil)
    }

    @Test(
        arguments: [
            ([:], "no coordinates"), (["CTYPE1": .string("GLON-TAN"), "CTYPE2": .string("GLAT-TAN")], "not RA"),
            (["CTYPE1": .string("RA---TAN"), "CTYPE2": .string("DEC--TAN"), "CD1_1": .real(1)], "singular"),
            (["CTYPE1": .string("RA---XYZ"), "CTYPE2": .string("DEC--XYZ")], "XYZ"),
            (["CTYPE1": .string("RA---TAN"), "CTYPE2": .string("GLAT-TAN")], "expected DEC--TAN"),
            (["CTYPE1": .string("RA---TAN"), "CTYPE2": .string("DEC--TAN"), "RADESYS": .string("FK4")], "frame"),
            (["CTYPE1": .string("RA---TAN"), "CTYPE2": .string("DEC--TAN"), "EQUINOX": .real(1950)], "equinox"),
            (["CTYPE1": .string("WAVE"), "CTYPE2": .string("FREQ")], "not a pair"),
            (["CTYPE1": .string("RA---TAN"), "CTYPE2": .string("DEC--TAN"), "CRVAL1": .string("12:30")], "no number"),
        ] as [([String: CardValue], String)])
    func `What cannot be inverted or is no equatorial system is refused with a reason`(
        cards: [String: CardValue], reason: String
    ) {
        let header = Header(cards.sorted { $0.key < $1.key }.map { Card($0.key, $0.value) })
        let error = #expect(throws: FITSError.self) { try WorldCoordinates(header) }
        let text = error?.description.lowercased() ?? ""
        #expect(text.contains(reason.lowercased()), "\(text)")
    }

    @Test func `Threads share a system and get what one thread gets`() async throws {
        let world = try WorldCoordinates(Self.tangent)
        let x = (0..<2000).map(Double.init)
        let alone = world.sky(x: x, y: x)
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    (0..<20).allSatisfy { _ in world.sky(x: x, y: x) == alone }
                }
            }
            for await isEqual in group { #expect(isEqual) }
        }
    }

    @Test func `Damaged headers give a system or an error, never a crash`() {
        var generator = LinearGenerator(state: 17)
        let seed: [Card] =
            [Card("NAXIS1", .integer(100)), Card("NAXIS2", .integer(100))] + Self.tangent.cards + [
                Card("PV1_1", .real(1.01)), Card("PV2_4", .real(1e-3)), Card("A_ORDER", .integer(3)),
                Card("A_2_0", .real(1e-6)), Card("B_ORDER", .integer(2)), Card("B_0_2", .real(1e-6)),
                Card("LONPOLE", .real(180)), Card("PC1_1", .real(1)), Card("CROTA2", .real(10)),
            ]
        let types = [
            "RA---TPV", "DEC--TPV", "RA---TAN-SIP", "DEC--TAN-SIP", "RA---ZPN", "DEC--HPX", "", "GLAT-TAB", "x'",
        ]
        let keywords = [
            "PV2_99", "PV1_2147483648", "A_ORDER", "A_99_99", "WCSAXES", "CD9_9", "CTYPE3", "PS2_1", "CD1_1",
        ]
        let numbers = [0, -1, 1e308, 1e-308, 2_147_483_648, 9, 5e15, 90]
        var usable = 0
        for _ in 0..<1500 {
            var cards = seed
            for _ in 0..<Int.random(in: 1...5, using: &generator) {
                let index = Int.random(in: 0..<cards.count, using: &generator)
                let number = numbers.randomElement(using: &generator) ?? 0
                switch Int.random(in: 0..<5, using: &generator) {
                case 0: cards[index].value = .real(number)
                case 1: cards[index].value = .string(types.randomElement(using: &generator) ?? "")
                case 2: cards.remove(at: index)
                case 3: cards[index].keyword = keywords.randomElement(using: &generator) ?? ""
                default: cards[index].value = .integer(Int64(exactly: number) ?? 7)
                }
            }
            guard let world = try? WorldCoordinates(Header(cards)) else { continue }
            usable += 1
            _ = world.footprint()
            _ = world.pixel(ra: [150, 0, 400], dec: [-30, 90, -91])
            _ = world.tangent(x: 50, y: 50)
        }
        #expect(usable > 100)
    }
}
