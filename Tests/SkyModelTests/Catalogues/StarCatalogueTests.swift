import SkyMath
import Testing

@testable import SkyModel

@Suite struct StarCatalogueTests {
    private static func stars(_ text: String) throws -> SkyCatalogue<Star> {
        try SkyCatalogue(stars: try CSVTable(text))
    }

    private static func near(_ ra: Double, _ dec: Double, _ catalogue: SkyCatalogue<Star>) throws -> Star {
        try #require(
            catalogue.members(in: SkyCone(centre: SkyPosition(ra: ra, dec: dec), radius: 0.001)).first)
    }

    @Test func `Gaia's columns give places, motions, parallaxes and magnitudes by its own polynomials`() throws {
        let catalogue = try Self.stars(
            """
            source_id,ra,dec,parallax,pmra,pmdec,phot_g_mean_mag,phot_bp_mean_mag,phot_rp_mean_mag,radial_velocity
            4990516294443333504,2.353433844,-45.748222118,3.5,4.1,-2.9,15.0,15.5,14.5,12.5
            4993479684438433792,6.57,-42.3,-0.3,,,18,,,
            """)
        let star = try Self.near(2.353433844, -45.748222118, catalogue)
        #expect(star.parallax == 3.5)
        #expect(abs(star.properMotionRA - 4.1) < 1e-6 && abs(star.properMotionDec + 2.9) < 1e-6)
        #expect(star.radialVelocity == 12.5)
        // G - g, G - r and G - i at BP - RP = 1 are the sums of the published coefficients.
        #expect(abs(star.magnitude(.g) - (15 - (0.2199 - 0.6365 - 0.1548 + 0.0064))) < 1e-5)
        #expect(abs(star.magnitude(.r) - (15 - (-0.09837 + 0.08592 + 0.1907 - 0.1701 + 0.02263))) < 1e-5)
        #expect(abs(star.magnitude(.i) - (15 - (-0.293 + 0.6404 - 0.09609 - 0.002104))) < 1e-5)
        #expect(star.magnitude(.u) > star.magnitude(.g) + 0.8 && star.magnitude(.z) < star.magnitude(.r))
        let bare = try Self.near(6.57, -42.3, catalogue)
        #expect(abs(bare.magnitude(.r) - 18) < 0.05)
        #expect(abs(bare.parallax - 0.01) < 1e-8 && bare.properMotionRA == 0)
    }

    @Test(arguments: [
        ("objID,ra,dec,psfMag_u,psfMag_g,psfMag_r,psfMag_i,psfMag_z", "7,10,20,19,18,17.5,17.25,17.125"),
        ("objID,raMean,decMean,gMeanPSFMag,rMeanPSFMag,iMeanPSFMag,zMeanPSFMag", "7,10,20,18,17.5,17.25,17.125"),
        ("RAJ2000,DEJ2000,umag,gmag,rmag,imag,zmag", "10,20,-9999,18,17.5,17.25,17.125"),
        ("RA,Dec,u,g,r,i,z,y", "10,20,99,18,17.5,17.25,17.125,"),
        ("ra;dec;g;r;i;z", "00:40:00;+20:00:00;18;17.5;17.25;17.125"),
    ]) func `SDSS, Pan-STARRS and VizieR columns give the magnitudes they hold, and a place for none`(
        header: String, row: String
    ) throws {
        let star = try Self.near(10, 20, Self.stars("\(header)\n\(row)"))
        #expect([Passband.g, .r, .i, .z].map(star.magnitude) == [18, 17.5, 17.25, 17.125])
        #expect((18.5...21).contains(star.magnitude(.u)) && abs(star.magnitude(.y) - 17.1) < 0.3)
    }

    @Test func `Johnson's magnitudes and Hipparcos's become SDSS's`() throws {
        let both = try Self.near(1, 2, Self.stars("ra,dec,Bmag,Vmag\n1,2,11,10"))
        #expect(abs(both.magnitude(.g) - 10.48) < 1e-5 && abs(both.magnitude(.r) - 9.69) < 1e-5)
        let hipparcos = try Self.near(
            1, 2, Self.stars("hip,ra_deg_J1991.25,dec_deg_J1991.25,parallax_mas,Hp_mag,B_V\n3,1,2,10,6,1"))
        #expect(abs(hipparcos.magnitude(.r) - 5.69) < 1e-5 && abs(hipparcos.absoluteMagnitude - 0.69) < 1e-5)
    }

    @Test func `Magnitudes may carry a band, an uncertainty or a range, and be limits or absent`() throws {
        let rows = ["18.0B", "12.5V-16.3B", "20. :", ">22.3R", "nan", "--", "17"].enumerated()
        let catalogue = try Self.stars("ra,dec,mag\n" + rows.map { "\($0),0,\($1)" }.joined(separator: "\n"))
        #expect(catalogue.leftOut == ["no magnitude": 3])
        let found = catalogue.members(in: SkyCone(centre: SkyPosition(ra: 0, dec: 0), radius: 20))
        #expect(found.map { $0.magnitude(.r) }.sorted() == [12.5, 17, 18, 20])
    }

    @Test func `A number is a hash of the row's own name, whatever rows stand before it`() throws {
        let rows = ["a,1,2,3", "b,1.0001,2,3", "c,200,-60,3"]
        let first = try Self.stars("name,ra,dec,r\n" + rows.joined(separator: "\n"))
        let second = try Self.stars("name,ra,dec,r\n" + rows.reversed().joined(separator: "\n"))
        for (ra, dec) in [(1.0, 2.0), (1.0001, 2), (200, -60)] {
            let star = try Self.near(ra, dec, first)
            #expect(try Self.near(ra, dec, second).id == star.id && first.member(star.id) == star)
            #expect(star.id.kind == .catalogueStar && star.id.cell == SkyCells.grid.pixel(star.position))
            #expect(SkyObjectID(rawValue: star.id.rawValue) == star.id)
        }
        let twice = try Self.stars("name,ra,dec,r\na,1,2,3\na,1,2,3")
        #expect(Set(twice.members(in: SkyCone(centre: SkyPosition(ra: 1, dec: 2), radius: 1)).map(\.id)).count == 2)
    }

    @Test(arguments: [
        ("ra,dec,r\n1,2,3\n400,2,3", "Line 3, column ra"), ("ra,dec,r\n1,-91,3", "Line 2, column dec"),
        ("ra,dec,r\n1,2,bright", "Line 2, column r"), ("ra,dec,r\n1,nan,3", "Line 2, column"),
        ("ra,dec,r\nx,2,3", "Line 2, column ra"), ("ra,dec\n1,2", "no column of magnitudes"),
        ("name,r\n1,2", "no columns of positions"), ("ra,dec,r\n1,2,\n3,4,-999", "None of 2 rows gives a star"),
    ]) func `What cannot be read is an error that names the line or the columns`(text: String, words: String) {
        let error = #expect(throws: SkyModelError.self) { try Self.stars(text) }
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }

    @Test func `Cones find what lies within, from every cell that they touch`() throws {
        var draws = Draws(seed: 3, 9)
        let rows = (0..<2000).map { "\($0),\(draws.uniform(0..<360)),\(draws.uniform(-90..<90)),15" }
        let catalogue = try Self.stars("id,ra,dec,r\n" + rows.joined(separator: "\n"))
        #expect(catalogue.count == 2000)
        let all = catalogue.members(in: SkyCone(centre: SkyPosition(ra: 0, dec: 0), radius: 180))
        #expect(all.count == 2000)
        for _ in 0..<40 {
            let cone = SkyCone(
                centre: SkyPosition(ra: draws.uniform(0..<360), dec: draws.uniform(-90..<90)),
                radius: draws.uniform(0..<8))
            let found = catalogue.members(in: cone)
            #expect(Set(found) == Set(all.filter { cone.contains($0.position) }))
            #expect(found.map(\.id.cell) == found.map(\.id.cell).sorted())
        }
    }
}
