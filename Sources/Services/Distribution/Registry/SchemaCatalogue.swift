public import AlertModel
public import Avro

/// What a schema registry holds: texts of schemas by their ids, and subjects whose versions are such ids.
///
/// A value without clocks or sockets; `answer(to:)` tells what a registry says.
public struct SchemaCatalogue: Sendable {
    /// A schema as a registry gives it out.
    struct Entry: Sendable {
        /// The whole schema on its own: nested records are written where they first occur.
        var text: String
        /// The parsing canonical form, by which two texts are one schema.
        var canonicalForm: String
    }

    private(set) var entries: [UInt32: Entry] = [:]
    /// Ids by subject; version v is at place v - 1.
    private var versions: [String: [UInt32]] = [:]

    /// Nothing.
    public static let empty = SchemaCatalogue(.empty, hasZTF: false)

    /// The subject under which the observatory registers its packets.
    public static let packetSubject = "alert-packet"
    /// ZTF's, by the full name of its record: ZTF itself has no registry.
    public static let ztfSubject = "ztf.alert"
    /// ZTF's schema 4.02 by LSST's rule, 100 x major + minor.
    public static let ztfID = SchemaDirectory.ztfID

    /// The id of a version as scenarios write it: 1101 of `11.1`, 402 of `ztf-4.02`; nil for other texts.
    public static func id(ofVersion version: String) -> UInt32? {
        let numbers = version.split(separator: "-").last?.split(separator: ".").compactMap { UInt32($0) } ?? []
        guard numbers.count == 2, numbers[0] < 1000, numbers[1] < 100 else { return nil }
        return numbers[0] * 100 + numbers[1]
    }

    /// Everything that is built in: LSST's versions under `alert-packet`, oldest first, and ZTF's under `ztf.alert`.
    ///
    /// - Parameters:
    ///   - directory: its schemas, with whatever a user added; each keeps its number as its id.
    ///   - hasZTF: ZTF's schema is there too, unless the directory has something else under its id.
    public init(_ directory: SchemaDirectory = SchemaDirectory(), hasZTF: Bool = true) {
        for id in directory.ids {
            guard let schema = directory.schema(id: id) else { continue }
            if id != Self.ztfID || schema != SchemaDirectory.ztf { add(schema, id: id, to: Self.packetSubject) }
        }
        if hasZTF, entries[Self.ztfID] == nil, let ztf = SchemaDirectory.ztf {
            add(ztf, id: Self.ztfID, to: Self.ztfSubject)
        }
    }

    /// Enters a schema as the newest version of a subject.
    public mutating func add(_ schema: Schema, id: UInt32, to subject: String) {
        entries[id] = Entry(text: schema.json.text(), canonicalForm: schema.canonicalForm)
        register(id, under: subject)
    }

    /// Makes a schema that is known the newest version of a further subject, such as `alerts-value` for the topic
    /// `alerts`; nothing happens where the id is unknown or the subject has it.
    public mutating func register(_ id: UInt32, under subject: String) {
        guard entries[id] != nil, !versions[subject, default: []].contains(id) else { return }
        versions[subject, default: []].append(id)
    }

    /// Makes the subject of a topic's values: its name and `-value`, as most serialisers do.
    ///
    /// - Parameter ids: its versions, oldest first; nil for all of `alert-packet`.
    public mutating func serve(topic: String, ids: [UInt32]? = nil) {
        for id in ids ?? self.ids(of: Self.packetSubject) ?? [] { register(id, under: "\(topic)-value") }
    }

    /// All subjects, in the order of their code points.
    public var subjects: [String] { versions.keys.sorted() }

    /// All ids, ascending.
    public var ids: [UInt32] { entries.keys.sorted() }

    /// Ids of a subject's versions, version 1 first; nil where there is no such subject.
    public func ids(of subject: String) -> [UInt32]? { versions[subject] }

    /// The whole text of a schema; nil where the id is unknown.
    public func text(id: UInt32) -> String? { entries[id]?.text }
}
