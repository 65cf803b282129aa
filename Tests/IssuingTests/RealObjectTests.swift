import AlertModel
import Avro
import SkyMath
import Testing

@Suite(.enabled(if: TestData.isPresent, TestData.reason))
struct RealObjectTests {
    private static let columns = [
        "psfFluxMean", "psfFluxMeanErr", "psfFluxSigma", "psfFluxNdata", "psfFluxMin", "psfFluxMax", "psfFluxMaxSlope",
        "psfFluxErrMean", "scienceFluxMean", "scienceFluxMeanErr",
    ]

    @Test func `A real object that carries its whole history has the columns that the history gives`() throws {
        let writer = try LSSTPacketWriter(version: "10.0")
        let row = RecordValues(writer.diaObject)
        var objects = 0
        for datum in try RealDatum.all() {
            let value = try DatumDecoder(schema: datum.schema).decode(datum.datum)
            let packet = NamedValues(value, datum.schema, datum.schema.root)
            guard let object = packet.record("diaObject"), let source = packet.record("diaSource") else { continue }
            let history = (packet.records("prvDiaSources") ?? []) + [source]
            guard number(object, "nDiaSources") == Double(history.count) else { continue }
            row.clear()
            row.set("diaObjectId", 1)
            row.set("validityStartMjdTai", 61_000.0)
            summary(history).set(in: row, DiaObjectSlots(writer.diaObject))
            try check(object, row, writer, datum.file)
            objects += 1
        }
        #expect(objects > 50)
    }

    private func summary(_ history: [NamedValues]) -> DiaObjectSummary {
        var summary = DiaObjectSummary()
        for source in history {
            guard case .string(let name)? = source.values["band"], let band = Passband(name) else { continue }
            func read(_ field: String) -> Double { number(source, field) ?? .nan }
            var epoch = DetectionEpoch(
                midpointMjdTai: read("midpointMjdTai"), band: band, ra: read("ra"), dec: read("dec"),
                psfFlux: read("psfFlux"), psfFluxErr: read("psfFluxErr"))
            epoch.scienceFlux = read("scienceFlux")
            epoch.scienceFluxErr = read("scienceFluxErr")
            summary.add(epoch)
        }
        return summary
    }

    private func check(_ real: NamedValues, _ row: RecordValues, _ writer: LSSTPacketWriter, _ file: String) throws {
        guard let field = writer.schema.rootNode.fields.first(where: { $0.name == "diaObject" }) else { return }
        guard case .union(let branches) = writer.schema[field.type].kind else { return }
        var offset = 0
        let value = try DatumDecoder(schema: writer.schema).decode(
            try EncodedRecord(row).bytes, from: &offset, type: branches[1])
        let made = NamedValues(value, writer.schema, branches[1])
        for column in Passband.allCases.flatMap({ band in Self.columns.map { "\(band)_\($0)" } }) {
            let wanted = number(real, column)
            if wanted == nil, column.hasSuffix("Ndata") { continue }
            let found = number(made, column)
            #expect((found == nil) == (wanted == nil), "\(file) \(column)")
            guard let found, let wanted else { continue }
            #expect((found - wanted).magnitude <= 1e-4 * wanted.magnitude, "\(file) \(column)")
        }
        for column in ["ra", "dec"] {
            let offset = try #require(number(made, column)) - (number(real, column) ?? .nan)
            #expect(offset.magnitude < 1e-7, "\(file) \(column)")
        }
    }

    private func number(_ values: NamedValues, _ field: String) -> Double? {
        switch values.values[field] {
        case .float(let value)? where value.isFinite: Double(value)
        case .double(let value)? where value.isFinite: value
        case .int(let value)?: Double(value)
        default: nil
        }
    }
}
