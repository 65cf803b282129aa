import AlertModel
import Avro
import Bytes
import Foundation
import Testing

@Suite struct SchemaDirectoryTests {
    static let versions = ["7.0", "7.1", "7.2", "7.3", "7.4", "8.0", "9.0", "10.0", "11.0", "11.1"]

    @Test func `Every LSST version is known by its number`() throws {
        let directory = SchemaDirectory()
        #expect(directory.ids == [402, 700, 701, 702, 703, 704, 800, 900, 1000, 1100, 1101])
        #expect(directory.schema(id: 1101)?.name?.full == "lsst.v11_1.alert")
        #expect(directory.schema(id: 402) == SchemaDirectory.ztf && directory.schema(id: 999) == nil)
        #expect(SchemaDirectory.empty.ids.isEmpty && SchemaDirectory.empty.schema(id: 402) == nil)
        #expect(SchemaDirectory.lsst(version: "12.0") == nil && SchemaDirectory.ztf?.name?.full == "ztf.alert")
    }

    @Test func `Records have as many fields as their version is known for`() throws {
        func count(_ version: String, _ record: String) -> Int? {
            SchemaDirectory.lsst(version: version)?.nodes.first { $0.name?.full.hasSuffix("." + record) == true }?
                .fields.count
        }
        #expect(
            count("7.4", "diaSource") == 140 && count("9.0", "diaSource") == 98 && count("11.1", "diaSource") == 102)
        #expect(count("7.4", "diaForcedSource") == 10 && count("10.0", "diaForcedSource") == 14)
        #expect(count("9.0", "ssSource") == 24 && count("11.0", "ssSource") == 39 && count("9.0", "MPCORB") == 12)
        #expect(count("11.1", "mpc_orbits") == 53 && count("8.0", "diaObject") == 82)
    }

    @Test(.enabled(if: TestData.isPresent, TestData.reason), arguments: ["7.4", "8.0", "9.0", "10.0", "11.0", "11.1"])
    func `Built-in schemas are the published ones, to the canonical form and the defaults`(version: String) throws {
        let parts = version.replacing(".", with: "/")
        let published = try Self.schema(
            in: TestData.root.appending(path: "schemas/lsst/lsst/alert/packet/schema/\(parts)"))
        try check(try #require(SchemaDirectory.lsst(version: version)), published)
    }

    @Test(.enabled(if: TestData.python != nil, TestData.pythonReason), arguments: versions)
    func `Built-in schemas are those of the Python package`(version: String) throws {
        let code = "import os, lsst.alert.packet as p; print(os.path.dirname(p.__file__))"
        guard let found = try? Python.run(code), !found.isEmpty else { return }
        let parts = version.replacing(".", with: "/")
        let package = found.trimmingCharacters(in: .whitespacesAndNewlines)
        let published = try Self.schema(in: URL(fileURLWithPath: package).appending(path: "schema/\(parts)"))
        try check(try #require(SchemaDirectory.lsst(version: version)), published)
    }

    @Test(.enabled(if: TestData.isPresent, TestData.reason))
    func `The ZTF schema is the published one`() throws {
        let published = try Self.schema(in: TestData.root.appending(path: "schemas/ztf-4.02"))
        try check(try #require(SchemaDirectory.ztf), published)
    }

    @Test func `A user's schema is entered under the number that its name tells, or the one given`() throws {
        var directory = SchemaDirectory()
        let source = Bytes(utf8: #"{"type":"record","name":"diaSource","namespace":"lsst.v12_3","fields":[]}"#)
        let unused = Bytes(utf8: #"{"type":"record","name":"ssObject","namespace":"lsst.v12_3","fields":[]}"#)
        let alert = Bytes(
            utf8: #"""
                {"type":"record","name":"alert","namespace":"lsst.v12_3",
                 "fields":[{"name":"diaSource","type":"lsst.v12_3.diaSource"}]}
                """#)
        #expect(try directory.add(definitions: [source, unused, alert]) == 1203)
        #expect(directory.schema(id: 1203)?.name?.full == "lsst.v12_3.alert")
        let other = Bytes(utf8: #"{"type":"record","name":"x.alert","fields":[]}"#)
        #expect(throws: AlertModelError.self) { try directory.add(definitions: [other]) }
        #expect(try directory.add(definitions: [other], id: 7) == 7)
        #expect(throws: AlertModelError.self) { try directory.add(definitions: [Bytes(utf8: "{")], id: 8) }
        #expect(throws: AlertModelError.self) { try directory.add(definitions: [], id: 8) }
    }

    private func check(_ built: Schema, _ published: Schema) throws {
        #expect(built.canonicalForm == published.canonicalForm)
        #expect(defaults(built) == defaults(published))
    }

    /// Every field that has a default, with it.
    private func defaults(_ schema: Schema) -> Set<String> {
        Set(
            schema.nodes.flatMap { node in
                node.fields.compactMap { field in
                    field.defaultValue.map { "\(node.name?.full ?? "").\(field.name) = \($0)" }
                }
            })
    }

    /// The schema that the .avsc files of a folder define together.
    private static func schema(in folder: URL) throws -> Schema {
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        let texts = try files.filter { $0.pathExtension == "avsc" }.map { Bytes([UInt8](try Data(contentsOf: $0))) }
        var directory = SchemaDirectory.empty
        try directory.add(definitions: texts, id: 1)
        return try #require(directory.schema(id: 1))
    }
}
