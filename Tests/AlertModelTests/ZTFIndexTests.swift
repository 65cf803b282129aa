import AlertModel
import Bytes
import SkyMath
import Testing

@Suite(.enabled(if: TestData.isPresent, TestData.reason))
struct ZTFIndexTests {
    @Test func `Every real ZTF packet becomes the alert that its index tells of`() throws {
        let decoder = AlertDecoder()
        let rows = try TestData.index("ztf-alerts/INDEX.csv")
        #expect(rows.count > 200)
        for row in rows {
            let alerts = try decoder.decode(try TestData.bytes(try #require(row["file"])))
            #expect(alerts.count == 1)
            try check(try #require(alerts.first), row)
        }
    }

    @Test func `Every other ZTF file is read as well, and identities are those of the alerts`() throws {
        let decoder = AlertDecoder()
        for file in TestData.files(below: "ztf-alerts") {
            let packet = try TestData.bytes(file)
            let alerts = try decoder.decode(packet)
            let identities = try decoder.identities(packet)
            #expect(alerts.count >= 1 && identities.map(\.id) == alerts.map(\.id), "\(file)")
            #expect(identities.map(\.objectID) == alerts.map(\.objectID), "\(file)")
        }
    }

    @Test func `A packet whose id went through a double is still read`() throws {
        let alerts = try AlertDecoder().decode(try TestData.bytes("avro-edge-cases/snappy_id-rounded-to-double.avro"))
        #expect(alerts.count == 1 && alerts[0].survey == .ztf)
    }

    private func check(_ alert: Alert, _ row: [String: String]) throws {
        func text(_ key: String) -> String { row[key] ?? "" }
        let file = text("file")
        let source = alert.source
        #expect(String(alert.id) == text("candid"), "\(file)")
        let name = text("objectId")
        #expect(alert.objectID.description == (name.isEmpty ? "ZTF.\(alert.id)" : name), "\(file)")
        let jd = try #require(Double(text("jd")))
        #expect(abs(source.midpointMjdTai - TimeScale.mjdTai(fromJdUtc: jd)) < 1e-8, "\(file)")
        #expect(abs(source.ra - (Double(text("ra")) ?? .nan)) < 1e-7, "\(file)")
        #expect(abs(source.dec - (Double(text("dec")) ?? .nan)) < 1e-7, "\(file)")
        #expect(source.band == [1: .g, 2: .r, 3: .i][Int(text("fid"))], "\(file)")
        try checkFlux(source, row)
        let score = Double(text("drb")) ?? Double(text("rb"))
        #expect(source.reliability == score.flatMap { (0...1).contains($0) ? $0 : nil }, "\(file)")
        // Version 3.5 has forced photometry in the place of earlier candidates.
        let isForced = alert.schemaVersion == "3.5"
        #expect(alert.forced.count == Int(text(isForced ? "nprv" : "nfp")) ?? 0, "\(file)")
        if !isForced { checkHistory(alert, row) }
    }

    private func checkFlux(_ source: Detection, _ row: [String: String]) throws {
        let flux = try #require(source.psfFlux)
        let magnitude = try #require(Magnitude.magnitude(ofFlux: abs(flux)))
        #expect(abs(magnitude - (Double(row["magpsf"] ?? "") ?? .nan)) < 1e-9)
        let isNegative = ["f", "0"].contains(row["isdiffpos"])
        #expect((flux < 0) == isNegative && source.flags.contains(.negative) == isNegative)
    }

    /// Every earlier candidate is a detection or an upper limit, but those whose limit is a sentinel.
    private func checkHistory(_ alert: Alert, _ row: [String: String]) {
        let count = Int(row["nprv"] ?? "") ?? 0
        let read = alert.history.count + alert.upperLimits.count
        #expect(read <= count && read >= count - 3, "\(row["file"] ?? "") \(read) of \(count)")
        let name = row["ssnamenr"] ?? ""
        let hasName = !["", "null", "None"].contains(name)
        #expect(alert.movingObject?.designation == (hasName ? name : nil), "\(row["file"] ?? "")")
    }
}
