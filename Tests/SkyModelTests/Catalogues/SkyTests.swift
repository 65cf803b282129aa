import SkyMath
import Testing

@testable import SkyModel

@Suite struct SkyTests {
    private static let place = SkyPosition(ra: 150, dec: -30)
    private static let cell = SkyCells.grid.pixel(place)
    private static let synthetic = SyntheticSky(seed: 5)
    private static let season = 60_000.0..<60_100

    @Test func `Without catalogues the sources are the synthetic ones, ascending by identifier`() {
        let sources = Sky(Self.synthetic).sources(cell: Self.cell, brighterThan: 19, season: Self.season)
        let stars = Self.synthetic.starCell(Self.cell, brighterThan: 19)
        let galaxies = Self.synthetic.galaxyCell(Self.cell)
        let variable = stars.stars(brighterThan: 19).filter { $0.variability != .constant }.map(\.id)
        let lensed = stars.microlensing(brighterThan: 19, peaking: Self.season).map(\.id)
        let nuclei = Self.synthetic.activeGalaxies(galaxies, brighterThan: 19).map(\.id)
        let transients = Self.synthetic.transients(galaxies, exploding: Self.season).map(\.id)
        #expect(sources.map(\.id) == (variable + lensed + nuclei + transients).sorted())
        #expect(!variable.isEmpty && !transients.isEmpty)
        #expect(Sky(Self.synthetic).stars(cell: Self.cell, brighterThan: 19) == stars.stars(brighterThan: 19))
    }

    @Test func `A catalogue stands for its own population and no other`() throws {
        var catalogues = SkyCatalogues()
        catalogues.variables = try SkyCatalogue(variables: CSVTable("ra,dec,r,class\n150,-30,15,rrLyraeAB"))
        catalogues.transients = try SkyCatalogue(
            transients: CSVTable(
                "ra,dec,type,redshift,peakmjd,peakmag\n150,-30,Ia,0.1,60050,19\n150,-30,Ia,0.1,50050,19"))
        let sky = Sky(Self.synthetic, catalogues: catalogues)
        let sources = sky.sources(cell: Self.cell, brighterThan: 19, season: Self.season)
        #expect(sources.count { $0.trueClass == "rrLyraeAB" } == 1)
        #expect(sources.count { $0.id.kind == .catalogueTransient } == 1)
        #expect(!sources.contains { $0.id.kind == .star || $0.id.kind == .transient })
        let nuclei = Self.synthetic.activeGalaxies(Self.synthetic.galaxyCell(Self.cell), brighterThan: 19)
        #expect(sources.count { $0.trueClass == "activeGalaxy" } == nuclei.count)
        let stars = sky.stars(cell: Self.cell, brighterThan: 19)
        let constant = Self.synthetic.starCell(Self.cell, brighterThan: 19).stars(brighterThan: 19).filter {
            $0.variability == .constant
        }
        #expect(stars.count == constant.count + 1)
        #expect(!sources.contains { source in sources.count { $0.id == source.id } > 1 })
    }

    @Test func `With all populations from catalogues nothing synthetic is left`() throws {
        var catalogues = SkyCatalogues()
        catalogues.stars = try SkyCatalogue(stars: CSVTable("ra,dec,r\n150,-30,15\n150,-30.1,25"))
        catalogues.variables = try SkyCatalogue(variables: CSVTable("ra,dec,r,class\n10,-30,15,M"))
        catalogues.galaxies = try SkyCatalogue(galaxies: CSVTable("ra,dec,r,redshift\n150,-30,18,0.2"))
        catalogues.activeGalaxies = try SkyCatalogue(activeGalaxies: CSVTable("ra,dec,r,redshift\n10,-30,18,0.2"))
        catalogues.transients = try SkyCatalogue(
            transients: CSVTable("ra,dec,type,redshift,peakmjd\n10,-30,TDE,0.1,60050"))
        let sky = Sky(Self.synthetic, catalogues: catalogues)
        #expect(sky.sources(cell: Self.cell, brighterThan: 20, season: Self.season).isEmpty)
        #expect(sky.stars(cell: Self.cell, brighterThan: 20).map(\.id.kind) == [.catalogueStar])
        #expect(sky.galaxies(cell: Self.cell, brighterThan: 20).map(\.redshift) == [0.2])
        let other = SkyCells.grid.pixel(SkyPosition(ra: 10, dec: -30))
        let sources = sky.sources(cell: other, brighterThan: 20, season: Self.season)
        #expect(sources.map(\.trueClass).sorted() == ["activeGalaxy", "longPeriod", "tidalDisruption"])
    }
}
