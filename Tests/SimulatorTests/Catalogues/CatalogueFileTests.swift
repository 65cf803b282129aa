import Bytes
import FITS
import Foundation
import SkyMath
import SkyModel
import Testing

@testable import Simulator

@Suite struct CatalogueFileTests {
    static let folder = {
        let set = ProcessInfo.processInfo.environment["TOCSIN_TEST_DATA"].map { URL(fileURLWithPath: $0) }
        let beside = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../../shared/data")
        return set ?? beside
    }()
    static let has = FileManager.default.fileExists(atPath: folder.appending(path: "light-curves").path)

    private static func table(_ path: String) throws -> any CatalogueTable {
        let bytes = Bytes([UInt8](try Data(contentsOf: folder.appending(path: path))))
        return try CatalogueFile.table(bytes, named: path)
    }

    @Test(.enabled(if: has, "the folder TOCSIN_TEST_DATA is absent"))
    func `SNANA's FITS table of simulated supernovae becomes a catalogue of transients`() throws {
        let path = "light-curves/snana-des-ia-simulated/DES_Ia-0001_HEAD.FITS"
        let catalogue = try SkyCatalogue(transients: try Self.table(path))
        #expect(catalogue.count == 200 && catalogue.leftOut.isEmpty)
        let cone = SkyCone(centre: SkyPosition(ra: 36.076377, dec: -7.104939), radius: 0.0001)
        let first = try #require(catalogue.members(in: cone).first)
        #expect(first.event.kind == .supernovaIa && abs(first.event.redshift - 0.44211426) < 1e-7)
        #expect(abs((first.peakMagnitude ?? 0) - 22.264114) < 1e-5 && first.band == .r)
        #expect(abs(first.peakMjdTai - TimeScale.mjdTai(fromMjdUtc: Double(Float(56981.492)))) < 1e-6)
    }

    @Test(.enabled(if: has, "the folder TOCSIN_TEST_DATA is absent"))
    func `A gzipped text is read as the text, and what it lacks is an error in words`() throws {
        let table = try Self.table("catalogues/gcvs_59099.csv.gz")
        #expect(table.rowCount == 59_099 && table.columnNames == ["ra", "dec", "VarType"])
        let error = #expect(throws: SkyModelError.self) { try SkyCatalogue(variables: table) }
        #expect(error?.description.contains("no column of magnitudes") == true)
    }

    @Test func `A file that is neither names itself in the error`() {
        for bytes in [
            Bytes(), Bytes(utf8: "a,b\n1\n"), Bytes(utf8: "SIMPLE  = nothing"),
            Bytes([0x1F, 0x8B, 8] + [UInt8](repeating: 7, count: 40)),
        ] {
            let error = #expect(throws: SimulatorError.self) { try CatalogueFile.table(bytes, named: "stars.fits") }
            #expect(error?.description.hasPrefix("stars.fits: ") == true, "\(error?.description ?? "")")
        }
    }
}
