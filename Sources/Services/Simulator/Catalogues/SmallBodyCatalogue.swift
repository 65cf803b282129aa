internal import Bytes
public import Ephemerides
internal import FITS

/// Real small bodies, from one or several files.
public struct SmallBodyCatalogue: Sendable {
    /// In the order of the files; each has an absolute magnitude and a packed designation of its own, or none.
    public let bodies: [SmallBody]
    /// The synthetic bodies stay as well.
    public let isBesideSynthetic: Bool
    /// How many of the files' bodies were left out, by the reason.
    public let leftOut: [String: Int]

    /// Leaves out bodies without an absolute magnitude, and all but the first of those that are listed more than once.
    public init(_ bodies: [SmallBody], isBesideSynthetic: Bool = false) {
        var leftOut: [String: Int] = [:]
        var known = Set<String>(minimumCapacity: bodies.count)
        self.bodies = bodies.filter { body in
            guard body.absoluteMagnitude != nil else {
                leftOut["no absolute magnitude", default: 0] += 1
                return false
            }
            let isNew = body.packedDesignation.map { known.insert($0).inserted } ?? true
            if !isNew { leftOut["listed before", default: 0] += 1 }
            return isNew
        }
        (self.isBesideSynthetic, self.leftOut) = (isBesideSynthetic, leftOut)
    }

    /// Reads the files that a scenario names for the solar system; nil where it names none.
    ///
    /// - Parameter folder: where the scenario's relative paths begin.
    /// - Throws: `SimulatorError` that names the file, and the place in it of what makes no sense.
    public init?(_ setting: SkySetting, folder: String) throws(SimulatorError) {
        let entries = setting.catalogues.filter { $0.population == .solarSystem }
        guard !entries.isEmpty else { return nil }
        var bodies: [SmallBody] = []
        for entry in entries {
            let path = ScenarioPath.resolved(entry.file, in: folder)
            var read = try SmallBodyFile.bodies(CatalogueFile.bytes(path), named: path)
            if let file = entry.magnitudes {
                let path = ScenarioPath.resolved(file, in: folder)
                read = try SmallBodyFile.adding(CatalogueFile.bytes(path), named: path, to: read)
            }
            guard read.contains(where: { $0.absoluteMagnitude != nil }) else {
                throw SimulatorError("\(path): no body has an absolute magnitude: name a file of 'magnitudes' as well")
            }
            bodies += read
        }
        self.init(bodies, isBesideSynthetic: entries.contains(where: \.isBesideSynthetic))
    }

    /// Of the bodies' elements, MJD TDB; nil where there is no body.
    var epochs: ClosedRange<Double>? {
        let epochs = bodies.lazy.map(\.orbit.epochMjdTdb)
        return epochs.min().flatMap { first in epochs.max().map { first...$0 } }
    }
}

/// Files of small bodies, known apart by their content.
enum SmallBodyFile {
    /// Of MPCORB.DAT, the Minor Planet Center's or adam_core's JSON, a table with commas or a FITS table, gzipped or not.
    ///
    /// - Throws: `SimulatorError` that names the file, and the place. Complexity: O(bytes).
    static func bodies(_ bytes: Bytes, named name: String) throws(SimulatorError) -> [SmallBody] {
        do {
            let plain = try CatalogueFile.plain(bytes)
            if CatalogueFile.isFITS(plain) {
                return try SmallBody.bodies(table: CatalogueFile.table(plain, named: name))
            }
            let text = plain.array
            switch text.first(where: { !FileText.isBlank($0) }) {
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                return try SmallBody.bodies(json: String(decoding: text, as: UTF8.self))
            case nil: throw SimulatorError("\(name): the file is empty")
            default:
                return FileText.hasElementNames(text)
                    ? try SmallBody.bodies(csv: String(decoding: text, as: UTF8.self))
                    : try SmallBody.bodies(mpcorb: text)
            }
        } catch let error as SimulatorError { throw error } catch { throw SimulatorError("\(name): \(error)") }
    }

    /// `bodies` with the absolute magnitudes of Sorcha's table of physical parameters.
    static func adding(
        _ bytes: Bytes, named name: String, to bodies: [SmallBody]
    ) throws(SimulatorError) -> [SmallBody] {
        do {
            let text = String(decoding: try CatalogueFile.plain(bytes).array, as: UTF8.self)
            return try SmallBody.adding(sorchaPhysical: text, to: bodies)
        } catch { throw SimulatorError("\(name): \(error)") }
    }
}

private enum FileText {
    static func isBlank(_ byte: UInt8) -> Bool { byte <= 32 }

    /// Whether the first line is the header of a table with commas.
    static func hasElementNames(_ text: [UInt8]) -> Bool {
        let line = text.drop(while: isBlank).prefix { $0 != 10 && $0 != 13 }
        return line.contains(UInt8(ascii: ","))
            && line.split(separator: UInt8(ascii: ",")).contains { field in
                ["e", "FORMAT"].contains {
                    String(decoding: field.filter { $0 != 34 && !isBlank($0) }, as: UTF8.self) == $0
                }
            }
    }
}
