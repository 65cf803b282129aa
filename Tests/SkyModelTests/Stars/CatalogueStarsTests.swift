import SkyMath
import Testing

@testable import SkyModel

@Suite struct CatalogueStarsTests {
    private static let text = """
        # three stars
        name,ra,dec,g,r,i,pmra,plx,class
        "one, first",10.0,-5.0,15.5,15.0,14.85,3.5,2,rrLyraeAB

        two,10.2,-5.1,20.1,18.7,17.9,,,
        three,200,60,,12,,1,0.5,constant
        """

    private static let columns = CatalogueColumns(
        magnitudes: [.g: "g", .r: "r", .i: "i"], properMotionRA: "pmra", parallax: "plx", variability: "class")

    @Test func `rows become stars that a cone finds`() throws {
        let catalogue = try CatalogueStars(csv: Self.text, columns: Self.columns)
        #expect(catalogue.count == 3)
        let cone = SkyCone(centre: SkyPosition(ra: 10.1, dec: -5), radius: 0.5)
        let stars = catalogue.stars(in: cone, brighterThan: 19)
        #expect(stars.map { $0.magnitude(.r) }.sorted() == [15, Double(Float(18.7))])
        #expect(catalogue.stars(in: cone, brighterThan: 18).map(\.variability) == [.rrLyraeAB])
        #expect(stars == stars.sorted { $0.id < $1.id })
        let first = try #require(stars.first { $0.magnitude(.r) == 15 })
        #expect(first.properMotionRA == 3.5 && first.parallax == 2 && first.properMotionDec == 0)
        #expect(abs(first.absoluteMagnitude - 6.5051) < 1e-3)
        #expect(catalogue.star(first.id) == first)
    }

    @Test func `bands that are missing follow from the colours that are there`() throws {
        let catalogue = try CatalogueStars(csv: Self.text, columns: Self.columns)
        let red = try #require(
            catalogue.stars(in: SkyCone(centre: SkyPosition(ra: 10.2, dec: -5.1), radius: 0.01), brighterThan: 30).first
        )
        #expect(abs(red.magnitude(.u) - red.magnitude(.g) - 2.6) < 0.15)
        #expect(abs(red.magnitude(.i) - red.magnitude(.z) - 0.46) < 0.15)
        let alone = try #require(
            catalogue.stars(in: SkyCone(centre: SkyPosition(ra: 200, dec: 60), radius: 0.01), brighterThan: 30).first)
        #expect(abs(alone.magnitude(.g) - 12.45) < 0.05 && abs(alone.effectiveTemperature - 5780) < 150)
    }

    @Test(arguments: [
        ("", "empty"), ("ra,dec,r\n1,2", "Line 2 has 2 fields"), ("ra,dec\n1,2", "no column r"),
        ("ra,dec,r\n1,2,3\n400,2,3", "Line 3, column ra"), ("ra,dec,r\n1,-91,3", "Line 2, column dec"),
        ("ra,dec,r\n1,2,bright", "Line 2, column r: bright"), ("ra,dec,r\n1,2,", "Line 2 has no magnitude"),
        ("ra,dec,r\n1,nan,3", "Line 2, column dec"), ("ra,dec,r\n1,2,\"3", "Line 2 has a quotation mark"),
    ]) func `what cannot be read is an error that names the line`(text: String, words: String) {
        let error = #expect(throws: SkyModelError.self) {
            try CatalogueStars(csv: text, columns: CatalogueColumns(magnitudes: [.r: "r"]))
        }
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }

    @Test func `an unknown class of variable is an error`() {
        let columns = CatalogueColumns(magnitudes: [.r: "r"], variability: "kind")
        #expect(throws: SkyModelError("Line 2, column kind: Mira is no class of variable star.")) {
            try CatalogueStars(csv: "ra,dec,r,kind\n1,2,3,Mira\n", columns: columns)
        }
        #expect(throws: SkyModelError.self) {
            try CatalogueStars(csv: "ra,dec,r\n1,2,3", columns: CatalogueColumns(magnitudes: [:]))
        }
    }

    @Test func `line ends of any system and quoted quotes are read`() throws {
        let catalogue = try CatalogueStars(
            csv: "ra,dec,\"the \"\"r\"\" band\"\r\n1,2,3\r\n4, 5 ,\"6\"\r\n",
            columns: CatalogueColumns(magnitudes: [.r: "the \"r\" band"]))
        #expect(catalogue.count == 2)
        #expect(catalogue.stars(in: SkyCone(centre: SkyPosition(ra: 4, dec: 5), radius: 0), brighterThan: 7).count == 1)
    }
}
