internal import Bytes
internal import Foundation
internal import SkyMath
public import SkyModel

extension SkyCatalogues {
    /// Reads the catalogues that a scenario names.
    ///
    /// - Parameter folder: where the scenario's relative paths begin.
    /// - Throws: `SimulatorError` that names the file, and the row and column of what makes no sense.
    public init(_ setting: SkySetting, folder: String) throws(SimulatorError) {
        self.init()
        for entry in setting.catalogues {
            let path = ScenarioPath.resolved(entry.file, in: folder)
            guard let data = FileManager.default.contents(atPath: path) else {
                throw SimulatorError("\(path): the catalogue cannot be read")
            }
            try take(entry.population, CatalogueFile.table(Bytes([UInt8](data)), named: path), path)
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
            case .solarSystem, .artefacts: break
            }
        } catch { throw SimulatorError("\(path): \(error)") }
        if population == .solarSystem || population == .artefacts {
            throw SimulatorError("\(path): \(population.rawValue) cannot be read from a catalogue yet")
        }
    }
}
