public import Avro
public import Bytes

/// Which schema a registry number stands for: the published LSST versions, ZTF's, and what a user adds.
///
/// Numbers are 100 x major + minor, as in the Confluent framing of LSST's packets: 704, 900, 1101; 402 is ZTF's 4.02.
public struct SchemaDirectory: Sendable {
    private var schemas: [UInt32: Schema]
    /// What a user added, by CRC-64-AVRO.
    private var added: [UInt64: Schema] = [:]
    private var hasBuiltIn = true

    /// The built-in schemas: LSST 7.0 to 11.1, ZTF 4.02.
    public init() { schemas = Self.builtIn }

    /// No schemas at all.
    public static var empty: SchemaDirectory {
        var directory = SchemaDirectory()
        directory.schemas = [:]
        directory.hasBuiltIn = false
        return directory
    }

    /// The schema of a number. Complexity: O(1).
    public func schema(id: UInt32) -> Schema? { schemas[id] }

    /// The schema with a CRC-64-AVRO fingerprint, by which single-object encoding names it. Complexity: O(1).
    public func schema(fingerprint: UInt64) -> Schema? {
        added[fingerprint] ?? (hasBuiltIn ? Self.builtInByFingerprint[fingerprint] : nil)
    }

    /// The schema that a packet's framing names by number or fingerprint; nil where it names none, or an unknown one.
    public func schema(named framing: Framing?) -> Schema? {
        switch framing {
        case .confluent(let id): schema(id: id)
        case .singleObject(let fingerprint): schema(fingerprint: fingerprint)
        case .container, nil: nil
        }
    }

    /// All numbers, ascending.
    public var ids: [UInt32] { schemas.keys.sorted() }

    /// Enters a schema, in place of one that had the number before.
    public mutating func add(_ schema: Schema, id: UInt32) {
        schemas[id] = schema
        added[schema.crc64] = schema
    }

    /// Enters the schema that one or more texts (.avsc, JSON) define together, such as the files of one LSST version.
    ///
    /// - Parameter id: its number; nil takes it from a name such as `lsst.v9_0.alert`.
    /// - Returns: the number.
    /// - Throws: `AlertModelError` (`schema`) where the texts are no schema or the name tells no number.
    @discardableResult
    public mutating func add(definitions: [Bytes], id: UInt32? = nil) throws(AlertModelError) -> UInt32 {
        let schema = try Self.schema(definitions)
        guard let number = id ?? schema.name.flatMap({ LSSTVersion(recordName: $0.full)?.schemaID }) else {
            let name = schema.name?.full ?? "without a name"
            throw AlertModelError(.schema, "the schema '\(name)' needs a number: its name tells none")
        }
        add(schema, id: number)
        return number
    }

    /// The built-in schema of an LSST version such as `9.0`; nil for versions that are not known.
    public static func lsst(version: String) -> Schema? { LSSTVersion(version).flatMap { lsst[$0.schemaID] } }

    /// The number of ZTF's schema 4.02, by LSST's rule.
    public static let ztfID: UInt32 = 402

    /// The ZTF packet schema 4.02.
    public static let ztf: Schema? = try? SchemaTable.schema(
        [
            ("ztf.alert", ZTFRecords.alert), ("ztf.alert.candidate", ZTFRecords.candidate),
            ("ztf.alert.prv_candidate", ZTFRecords.prvCandidate), ("ztf.alert.fp_hist", ZTFRecords.fpHist),
            ("ztf.alert.cutout", ZTFRecords.cutout),
        ], namespace: "ztf.alert", attributes: #","version":"4.02""#)

    private static let builtIn: [UInt32: Schema] = {
        var schemas = lsst
        schemas[ztfID] = ztf
        return schemas
    }()

    private static let builtInByFingerprint = Dictionary(builtIn.values.map { ($0.crc64, $0) }) { first, _ in first }

    private static let lsst: [UInt32: Schema] = {
        var schemas: [UInt32: Schema] = [:]
        for (name, records) in LSSTRecords.versions {
            guard let version = LSSTVersion(name) else { continue }
            schemas[version.schemaID] = try? SchemaTable.schema(records, namespace: version.namespace)
        }
        return schemas
    }()

    private static func schema(_ definitions: [Bytes]) throws(AlertModelError) -> Schema {
        do throws(AvroError) {
            if definitions.count == 1 { return try Schema(json: definitions[0], .lenient) }
            return try Schema(definitions: definitions, root: try alertName(definitions), .lenient)
        } catch {
            throw AlertModelError(.schema, "not a schema", error)
        }
    }

    /// The one record called `alert`, where there is one: LSST's files hold records that no alert refers to.
    private static func alertName(_ definitions: [Bytes]) throws(AvroError) -> String? {
        var names: [String] = []
        for text in definitions {
            let json = try JSON(parsing: text)
            if json["name"]?.string == "alert" {
                names.append("\(json["namespace"]?.string.map { $0 + "." } ?? "")alert")
            }
        }
        return names.count == 1 ? names[0] : nil
    }
}

/// A version of LSST's alert packets.
struct LSSTVersion: Hashable {
    var major: UInt32
    var minor: UInt32

    /// From `9.0`.
    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let major = UInt32(parts[0]), let minor = UInt32(parts[1]), major < 1000, minor < 100
        else { return nil }
        self.major = major
        self.minor = minor
    }

    /// From a name such as `lsst.v9_0.alert`, or the `lsst.v9_0` that Fink adds.
    init?(recordName: some StringProtocol) {
        guard recordName.hasPrefix("lsst.v") else { return nil }
        let version = recordName.dropFirst(6).prefix { $0 != "." }
        self.init(String(version.map { $0 == "_" ? "." : $0 }))
    }

    var text: String { "\(major).\(minor)" }
    var schemaID: UInt32 { major * 100 + minor }
    var namespace: String { "lsst.v\(major)_\(minor)" }
}
