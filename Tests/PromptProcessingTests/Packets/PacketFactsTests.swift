import AlertModel
import FITS
import Imaging
import SkyMath
import Testing

@testable import PromptProcessing

/// What headers and users say of an exposure.
@Suite struct PacketFactsTests {
    private static func exposure(_ cards: [Card], world: Bool = true) throws -> Exposure {
        let image = MaskedImage(image: Image(width: 4, height: 4, repeating: 0), variance: 1)
        return Exposure(
            name: "x.fits", pixels: image, header: Header(cards),
            world: world ? try WorldCoordinates(MadeField.coordinates) : nil, psf: nil, gain: nil, notes: [])
    }

    private static func facts(
        _ cards: [Card], template: [Card] = [], _ change: (inout PacketOptions) -> Void = { _ in }
    ) throws -> PacketFacts {
        var options = PacketOptions(processedMjdTai: 61_097)
        change(&options)
        return try PacketFacts(science: exposure(cards), template: exposure(template), options: options)
    }

    private static let known = [
        Card("VISIT", .integer(1412)), Card("DETECTOR", .integer(3)), Card("FILTER", .string("r_57")),
        Card("MJD-OBS", .real(61_096.125)), Card("EXPTIME", .integer(30)), Card("MAGZERO", .real(31.4)),
    ]

    private static func without(_ keyword: String, _ added: Card...) -> [Card] {
        known.filter { $0.keyword != keyword } + added
    }

    @Test func `a header that has all is enough`() throws {
        let facts = try Self.facts(Self.known + [Card("OBJECT", .string("COSMOS"))])
        #expect(facts.identity.visit == 1412 && facts.identity.detector == 3 && facts.band == .r)
        #expect(facts.exposureSeconds == 30 && facts.targetName == "COSMOS")
        let utc = 61_096.125 + 15.0 / 86_400
        #expect(abs(facts.midpointMjdTai - (utc + 37.0 / 86_400)) < 1e-10)
        #expect(abs(facts.nJy(scienceUnits: 2).science - 1) < 1e-12)
        #expect(abs(facts.nJy(scienceUnits: 2).template - 2) < 1e-12)
    }

    /// The cards of a real exposure of DECam, whose DETECTOR is no number.
    @Test func `a header of DECam is understood`() throws {
        let facts = try Self.facts([
            Card("EXPNUM", .integer(520_206)), Card("DETECTOR", .string("S3-232_135959-21-2")),
            Card("CCDNUM", .integer(15)), Card("FILTER", .string("z DECam SDSS c0004 9260.0 1520.0")),
            Card("DATE-OBS", .string("2016-02-26T06:19:16.860313")), Card("EXPTIME", .real(167)),
            Card("MAGZERO", .real(30.27)), Card("BUNIT", .string("adu")), Card("TIMESYS", .string("UTC")),
        ])
        #expect(facts.identity.visit == 520_206 && facts.identity.detector == 15 && facts.band == .z)
        // UTC was 36 s behind TAI in 2016; MJD-OBS of the same header is 57444.26338959.
        #expect(abs(facts.midpointMjdTai - (57_444.263_389_59 + (83.5 + 36) / 86_400)) < 1e-8)
        #expect(facts.zeroPointWords == "zero point 30.27 (MAGZERO of x.fits)")
    }

    @Test func `what is missing is told at once, with keyword and option of each`() throws {
        let words = [
            "VISIT", "--visit", "CCDNUM", "--detector", "MJD-OBS", "--midpoint", "FILTER", "--band", "MAGZERO",
        ]
        #expect { try Self.facts([]) } throws: { error in
            let text = "\(error)"
            return (words + ["--zero-point", "x.fits", "EXPTIME"]).allSatisfy(text.contains)
        }
        #expect { try Self.facts(Self.without("FILTER")) } throws: {
            "\($0)".contains("--band") && !"\($0)".contains("--visit")
        }
        let blind = try Self.exposure(Self.known, world: false)
        #expect {
            try PacketFacts(science: blind, template: blind, options: PacketOptions(processedMjdTai: 1))
        } throws: {
            "\($0)".contains("CTYPE1")
        }
    }

    @Test func `options win over the header`() throws {
        let facts = try Self.facts(Self.known) {
            ($0.visit, $0.detector, $0.band, $0.midpointMjdTai) = (5, 6, .y, 61_000.5)
            ($0.exposureSeconds, $0.zeroPoint) = (90, 28.9)
        }
        #expect(facts.identity.visit == 5 && facts.identity.detector == 6 && facts.band == .y)
        #expect(facts.midpointMjdTai == 61_000.5 && facts.exposureSeconds == 90)
        #expect(abs(facts.nJy(scienceUnits: 1).science - 10) < 1e-9)
    }

    /// 03:14:15.
    private static let utc = 61_096.0 + 11_655 / 86_400.0

    private static let times: [([Card], Double)] = [
        ([Card("DATE-OBS", .string("2026-02-25T03:14:15"))], utc + (15 + 37) / 86_400.0),
        ([Card("DATE-OBS", .string("2026-02-25")), Card("TIME-OBS", .string("03:14:15"))], utc + (15 + 37) / 86_400.0),
        ([Card("DATE-AVG", .string("2026-02-25T03:14:15")), Card("TIMESYS", .string("TAI"))], utc),
        ([Card("MJD-AVG", .real(utc)), Card("TIMESYS", .string("TT"))], utc - 32.184 / 86_400),
        ([Card("MJD-AVG", .real(utc)), Card("MJD-OBS", .real(1000))], utc + 37 / 86_400.0),
        ([Card("MJD-BEG", .real(utc)), Card("TIMESYS", .string("TAI"))], utc + 15 / 86_400.0),
    ]

    @Test(arguments: times)
    func `times of every kind become TAI of the middle`(cards: [Card], expected: Double) throws {
        let facts = try Self.facts(Self.without("MJD-OBS") + cards)
        #expect(abs(facts.midpointMjdTai - expected) < 1e-9)
    }

    @Test func `times that cannot be understood are refused`() throws {
        #expect { try Self.facts(Self.known + [Card("TIMESYS", .string("GPS"))]) } throws: {
            "\($0)".contains("TIMESYS") && "\($0)".contains("--midpoint")
        }
        for card in [Card("DATE-OBS", .string("2026-02-25")), Card("DATE-OBS", .string("25/02/26 03:00"))] {
            #expect { try Self.facts(Self.without("MJD-OBS", card)) } throws: { "\($0)".contains("--midpoint") }
        }
        #expect { try Self.facts(Self.without("EXPTIME")) } throws: { "\($0)".contains("--exposure-time") }
    }

    @Test(arguments: [
        ("r", Passband.r), ("r_57", .r), ("g DECam SDSS c0001 4720.0 1520.0", .g), ("Y", .y), ("ZTF_i", .i),
        ("sdss u", .u),
    ])
    func `filters have many names`(name: String, band: Passband) throws {
        #expect(try Self.facts(Self.without("FILTER", Card("FILTER", .string(name)))).band == band)
    }

    @Test(arguments: ["R", "clear", "VR DECam c0007", "", "g+r", "OG570"])
    func `filters that are none of the bands are refused`(name: String) {
        #expect(throws: PromptProcessingError.self) {
            try Self.facts(Self.without("FILTER", Card("FILTER", .string(name))))
        }
    }

    private static let zeroPoints: [(Card, Double)] = [
        (Card("BUNIT", .string("nJy")), 1.0), (Card("BUNIT", .string("mJy")), 1e6), (Card("PHOTZP", .real(26.4)), 100),
        (Card("FLUXMAG0", .real(3_630_780_547_701)), 1), (Card("MAGZPT", .real(28.9)), 10),
    ]

    @Test(arguments: zeroPoints)
    func `zero points have many names`(_ card: Card, _ nJy: Double) throws {
        let facts = try Self.facts(Self.without("MAGZERO", card))
        #expect(abs(facts.nJy(scienceUnits: 3).science / nJy - 1) < 1e-9)
        #expect(facts.zeroPointWords.contains(card.keyword))
    }

    @Test func `the template's zero point counts where the science image has none`() throws {
        let facts = try Self.facts(Self.without("MAGZERO"), template: [Card("MAGZERO", .real(28.9))])
        let scales = facts.nJy(scienceUnits: 4)
        #expect(abs(scales.template - 10) < 1e-9 && abs(scales.science - 2.5) < 1e-9)
        #expect(facts.contradiction(scienceUnits: 4) == nil)
    }

    @Test func `zero points that the stars contradict are told of`() throws {
        let facts = try Self.facts(Self.known, template: [Card("MAGZERO", .real(28.9))])
        #expect(facts.contradiction(scienceUnits: 10) == nil)
        #expect(facts.contradiction(scienceUnits: 9)?.contains("0.11 mag") == true)
    }

    @Test func `numbers of visits and detectors are those of LSST's packing`() throws {
        let packed = try #require(
            try VisitIdentity(visit: 2_026_022_500_167, detector: 145, midpointMjdTai: 61_000).id(counter: 179))
        // The real 170059286935240883 of this visit and detector is of release 1.
        #expect(packed == 170_059_286_935_240_883 - 1 << 57)
        let other = try VisitIdentity(visit: 1_000_000, detector: 0, midpointMjdTai: 61_096.2)
        let parts = try #require(other.id(counter: 7).flatMap { DiaSourceID(packed: $0) })
        // A night lasts from noon to noon.
        #expect(parts.mjd == 61_095 && parts.sequence == 1_000_000 % 32_768 && parts.counter == 7)
        #expect(other.id(counter: 524_288) == nil)
        for (detector, time) in [(256, 61_096.0), (-1, 61_096), (3, 40_000), (3, 90_000), (3, .nan)] {
            #expect(throws: PromptProcessingError.self) {
                try VisitIdentity(visit: 12, detector: detector, midpointMjdTai: time)
            }
        }
    }
}
