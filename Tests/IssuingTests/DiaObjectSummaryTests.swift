import AlertModel
import Avro
import SkyMath
import Testing

@Suite struct DiaObjectSummaryTests {
    private func epochs(_ seed: UInt64, shuffled: Bool) -> [DetectionEpoch] {
        var draws = Draws(seed: seed, 1)
        let count = 1 + Int(draws.uniform() * 80)
        let all = (0..<count).map { index in
            let band = Passband.allCases[Int(draws.uniform() * 6)]
            var epoch = DetectionEpoch(
                midpointMjdTai: 61_000 + Double(index) + draws.uniform(), band: band,
                ra: 359.9999 + draws.normal() * 1e-4, dec: -30 + draws.normal() * 1e-4,
                psfFlux: 1e5 + 800 * draws.normal(), psfFluxErr: 50 + 100 * draws.uniform())
            epoch.scienceFlux = epoch.psfFlux + 2e4
            epoch.scienceFluxErr = epoch.psfFluxErr * 1.1
            if draws.uniform() < 0.1 { epoch.psfFlux = .nan }
            return epoch
        }
        return shuffled ? all.shuffled(using: &draws) : all
    }

    private func columns(_ summary: DiaObjectSummary) throws -> [String: Value] {
        let writer = try LSSTPacketWriter(version: "11.1")
        let row = RecordValues(writer.diaObject)
        row.set("diaObjectId", 1)
        row.set("validityStartMjdTai", 61_000.0)
        summary.set(in: row, DiaObjectSlots(writer.diaObject))
        let bytes = try EncodedRecord(row).bytes
        guard let field = writer.schema.rootNode.fields.first(where: { $0.name == "diaObject" }),
            case .union(let branches) = writer.schema[field.type].kind
        else { return [:] }
        var offset = 0
        let value = try DatumDecoder(schema: writer.schema).decode(bytes, from: &offset, type: branches[1])
        #expect(offset == bytes.count)
        return NamedValues(value, writer.schema, branches[1]).values
    }

    private func number(_ value: Value?) -> Double? {
        switch value {
        case .float(let value)?: Double(value)
        case .double(let value)?: value
        case .int(let value)?: Double(value)
        default: nil
        }
    }

    private func agree(_ value: Value?, _ expected: Double?, tolerance: Double = 1e-5) -> Bool {
        guard let number = number(value), let expected else { return value == nil && expected == nil }
        return (number - expected).magnitude <= tolerance * max(expected.magnitude, 1)
    }

    @Test(arguments: 1...20, [false, true])
    func `Each column is what its definition gives over the whole history`(_ seed: Int, _ shuffled: Bool) throws {
        let epochs = epochs(UInt64(seed), shuffled: shuffled)
        var summary = DiaObjectSummary()
        for epoch in epochs { summary.add(epoch) }
        let columns = try columns(summary)
        #expect(number(columns["nDiaSources"]) == Double(epochs.count))
        #expect(number(columns["firstDiaSourceMjdTai"]) == epochs.map(\.midpointMjdTai).min())
        #expect(number(columns["lastDiaSourceMjdTai"]) == epochs.map(\.midpointMjdTai).max())
        for band in Passband.allCases { check(columns, "\(band)_", epochs.filter { $0.band == band }) }
        let turned = epochs.map { $0.ra > 180 ? $0.ra - 360 : $0.ra }.reduce(0, +) / Double(epochs.count)
        let ra = try #require(number(columns["ra"]))
        #expect(((ra > 180 ? ra - 360 : ra) - turned).magnitude < 1e-7 && (0..<360).contains(ra))
    }

    private func check(_ columns: [String: Value], _ prefix: String, _ all: [DetectionEpoch]) {
        let used = all.filter { $0.psfFlux.isFinite }.sorted { $0.midpointMjdTai < $1.midpointMjdTai }
        let count = Double(used.count)
        #expect(number(columns[prefix + "psfFluxNdata"]) == count)
        let fluxes = used.map(\.psfFlux)
        let weights = used.map { 1 / ($0.psfFluxErr * $0.psfFluxErr) }
        let total = weights.reduce(0, +)
        let mean = used.isEmpty ? nil : zip(fluxes, weights).map(*).reduce(0, +) / total
        #expect(agree(columns[prefix + "psfFluxMean"], mean))
        #expect(agree(columns[prefix + "psfFluxMeanErr"], used.isEmpty ? nil : (1 / total).squareRoot()))
        let plain = fluxes.reduce(0, +) / count
        let squares = fluxes.map { ($0 - plain) * ($0 - plain) }.reduce(0, +)
        #expect(agree(columns[prefix + "psfFluxSigma"], used.count > 1 ? (squares / (count - 1)).squareRoot() : nil))
        #expect(agree(columns[prefix + "psfFluxMin"], fluxes.min()))
        #expect(agree(columns[prefix + "psfFluxMax"], fluxes.max()))
        let errors = used.map(\.psfFluxErr).reduce(0, +)
        #expect(agree(columns[prefix + "psfFluxErrMean"], used.isEmpty ? nil : errors / count))
        let slopes = zip(used, used.dropFirst()).map {
            ($1.psfFlux - $0.psfFlux) / ($1.midpointMjdTai - $0.midpointMjdTai)
        }
        #expect(agree(columns[prefix + "psfFluxMaxSlope"], slopes.max()))
        let science = all.map(\.scienceFlux)
        let worth = all.map { 1 / ($0.scienceFluxErr * $0.scienceFluxErr) }
        let wanted = all.isEmpty ? nil : zip(science, worth).map(*).reduce(0, +) / worth.reduce(0, +)
        #expect(agree(columns[prefix + "scienceFluxMean"], wanted))
        #expect(columns[prefix + "fpFluxMean"] == nil)
    }

    @Test func `Forced fluxes give their own mean`() throws {
        var summary = DiaObjectSummary()
        summary.add(
            DetectionEpoch(midpointMjdTai: 61_000, band: .g, ra: 10, dec: 20, psfFlux: 500, psfFluxErr: 10))
        summary.addForced(band: .r, psfFlux: 100, psfFluxErr: 1)
        summary.addForced(band: .r, psfFlux: 200, psfFluxErr: 2)
        summary.addForced(band: .r, psfFlux: .nan, psfFluxErr: 2)
        let columns = try columns(summary)
        #expect(agree(columns["r_fpFluxMean"], 120) && agree(columns["r_fpFluxMeanErr"], 0.8.squareRoot()))
        #expect(number(columns["r_psfFluxNdata"]) == 0 && columns["r_psfFluxMean"] == nil)
        #expect(columns["g_psfFluxSigma"] == nil && columns["g_psfFluxMaxSlope"] == nil)
    }
}
