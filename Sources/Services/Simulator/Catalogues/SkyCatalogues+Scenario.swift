internal import Bytes
internal import SkyMath
public import SkyModel

extension SkyCatalogues {
    /// Reads the catalogues that a scenario names, but for those of small bodies.
    ///
    /// - Parameter folder: where the scenario's relative paths begin.
    /// - Throws: `SimulatorError` that names the file, and the row and column of what makes no sense.
    public init(_ setting: SkySetting, folder: String) throws(SimulatorError) {
        self.init()
        for entry in setting.catalogues where entry.population != .solarSystem {
            let path = ScenarioPath.resolved(entry.file, in: folder)
            try take(entry.population, CatalogueFile.table(CatalogueFile.bytes(path), named: path), path)
        }
    }

    private mutating func take(
        _ population: SkyPopulation, _ table: any CatalogueTable, _ path: String
    ) throws(SimulatorError) {
        do throws(SkyModelError) {
            switch population {
            case .stars: stars = try SkyCatalogue(stars: table)
            case .variables: variables = try SkyCatalogue(variables: table)
            case .galaxies: galaxies = try SkyCatalogue(galaxies: table)
            case .agn: activeGalaxies = try SkyCatalogue(activeGalaxies: table)
            case .transients: transients = try SkyCatalogue(transients: table)
            case .solarSystem: break
            case .artefacts: throw SkyModelError("artefacts cannot be read from a catalogue")
            }
        } catch { throw SimulatorError("\(path): \(error)") }
    }
}
