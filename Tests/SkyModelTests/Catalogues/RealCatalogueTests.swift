import Foundation
import SkyMath
import Testing

@testable import SkyModel

/// Catalogues as they are published.
@Suite(.enabled(if: RealCatalogues.has, "the folder TOCSIN_TEST_DATA is absent")) struct RealCatalogueTests {
    /// The first lines of a table, which is what there is time for.
    private static func table(_ path: String, lines: Int = 1001) throws -> CSVTable {
        let data = try Data(contentsOf: RealCatalogues.folder.appending(path: path))
        return try CSVTable([UInt8](data.split(separator: 10, maxSplits: lines).prefix(lines).joined(separator: [10])))
    }

    private static let everywhere = SkyCone(centre: SkyPosition(ra: 0, dec: 0), radius: 180)

    @Test func `Gaia's and Hipparcos's stars are read`() throws {
        let gaia = try SkyCatalogue(stars: try Self.table("catalogues/gaia_dr3_merged_elais-s1_20x12deg.csv"))
        #expect(gaia.count == 912 && gaia.leftOut.isEmpty)
        let bright = gaia.members(in: SkyCone(centre: SkyPosition(ra: 6.572155501, dec: -42.307820326), radius: 0.001))
        #expect(bright.count == 1 && abs((bright.first?.magnitude(.r) ?? 0) - 2.09) < 0.1)
        let hipparcos = try SkyCatalogue(stars: try Self.table("catalogues/hipparcos2_Hp_lt_7.csv"))
        #expect(hipparcos.count == 1000)
        #expect(hipparcos.members(in: Self.everywhere).allSatisfy { $0.magnitude(.r) < 7.2 })
    }

    @Test func `Galaxies of OpenNGC lie where and as bright as galaxies of the New General Catalogue do`() throws {
        let catalogue = try SkyCatalogue(galaxies: try Self.table("catalogues/OpenNGC_NGC.csv"))
        #expect((400...900).contains(catalogue.count), "\(catalogue.count) \(catalogue.leftOut)")
        let redshifts = catalogue.members(in: Self.everywhere).map(\.redshift).sorted()
        #expect((0.01...0.03).contains(redshifts[redshifts.count / 2]))
        let magnitudes = catalogue.members(in: Self.everywhere).map(\.absoluteMagnitude).sorted()
        #expect((-22.5 ... -20).contains(magnitudes[magnitudes.count / 2]))
    }

    @Test func `The Bright Transient Survey's and the Transient Name Server's tables are read`() throws {
        let survey = try SkyCatalogue(transients: try Self.table("light-curves/ztf_bts_snia_table.csv"))
        #expect(survey.count > 990, "\(survey.count) \(survey.leftOut)")
        #expect(survey.members(in: Self.everywhere).count { $0.event.kind == .supernovaIa } > 950)
        let server = try SkyCatalogue(transients: try Self.table("catalogues/tns_3rows.csv"))
        #expect(server.count == 2 && server.leftOut == ["type ''": 1])
    }

    @Test func `Rows without a class take the one that is asked for`() throws {
        let table = try Self.table("catalogues/magnetic_cataclysmic_variables.csv", lines: 180)
        let found = try SkyCatalogue(variables: table, kind: .dwarfNova)
        #expect(
            found.count > 150 && found.members(in: Self.everywhere).allSatisfy { $0.star.variability == .dwarfNova })
        #expect(throws: SkyModelError.self) { try SkyCatalogue(variables: table) }
        // The next line has 60 seconds.
        let whole = try Self.table("catalogues/magnetic_cataclysmic_variables.csv")
        let error = #expect(throws: SkyModelError.self) { try SkyCatalogue(variables: whole, kind: .dwarfNova) }
        #expect(error?.description.hasPrefix("Line 181, column RA(J2000)") == true)
    }
}

enum RealCatalogues {
    static let folder = GaiaCountTests.file.deletingLastPathComponent().deletingLastPathComponent()
    static let has = FileManager.default.fileExists(atPath: folder.appending(path: "catalogues").path)
}
