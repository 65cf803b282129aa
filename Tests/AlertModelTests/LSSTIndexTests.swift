import AlertModel
import Bytes
import Testing

@Suite(.enabled(if: TestData.isPresent, TestData.reason))
struct LSSTIndexTests {
    @Test func `Every real LSST packet becomes the alert that its index tells of`() throws {
        let decoder = AlertDecoder()
        let rows = try TestData.index("lsst-alerts/INDEX.csv")
        #expect(rows.count > 80)
        for row in rows {
            let place = try #require(row["file"]).split(separator: "#")
            let alerts = try decoder.decode(try TestData.bytes(String(place[0])))
            let alert = alerts[place.count > 1 ? try #require(Int(place[1])) : 0]
            try check(alert, row)
        }
    }

    @Test func `Every alert's identity is that of the whole alert`() throws {
        let decoder = AlertDecoder()
        for file in TestData.files(below: "lsst-alerts") {
            let packet = try TestData.bytes(file)
            let alerts = try decoder.decode(packet)
            let identities = try decoder.identities(packet)
            #expect(identities.map(\.id) == alerts.map(\.id))
            #expect(identities.map(\.objectID) == alerts.map(\.objectID))
            #expect(identities.map(\.midpointMjdTai) == alerts.map(\.source.midpointMjdTai))
        }
    }

    private func check(_ alert: Alert, _ row: [String: String]) throws {
        func text(_ key: String) -> String { row[key] ?? "" }
        let file = text("file")
        let source = alert.source
        #expect(String(alert.id) == text("diaSourceId"), "\(file)")
        #expect(source.midpointMjdTai == Double(text("mjd")), "\(file)")
        #expect(source.ra == Double(text("ra")) && source.dec == Double(text("dec")), "\(file)")
        #expect(source.band.letter == text("band"), "\(file)")
        #expect(source.psfFlux == real(text("psfFlux")) && source.psfFluxErr == real(text("psfFluxErr")), "\(file)")
        #expect(source.snr == real(text("snr")) && source.reliability == real(text("reliability")), "\(file)")
        #expect(source.visit == Int64(text("visit")) && source.detector == Int32(text("detector")), "\(file)")
        #expect(alert.history.count == Int(text("nprv")) ?? 0, "\(file)")
        #expect(alert.forced.count == Int(text("nforced")) ?? 0, "\(file)")
        let stamps = [alert.stamps.science, alert.stamps.template, alert.stamps.difference]
        #expect(stamps.compactMap { $0 }.count == Int(text("cutouts")) ?? 0, "\(file)")
        checkObject(alert, row)
        #expect(
            text("schema").contains("v" + alert.schemaVersion.replacing(".", with: "_")),
            "\(file) \(alert.schemaVersion)")
    }

    private func checkObject(_ alert: Alert, _ row: [String: String]) {
        let object = Int64(row["diaObjectId"] ?? "") ?? 0
        let solarSystem = Int64(row["ssObjectId"] ?? "") ?? 0
        if object != 0 {
            #expect(alert.objectID == ObjectID(survey: .lsst, kind: .diaObject, key: object), "\(row)")
        } else if solarSystem != 0 {
            #expect(alert.objectID == ObjectID(survey: .lsst, kind: .solarSystem, key: solarSystem), "\(row)")
            #expect(alert.movingObject?.ssObjectID == solarSystem, "\(row)")
            let name = row["mpcDesignation"] ?? ""
            #expect(alert.movingObject?.designation == (name.isEmpty ? nil : name), "\(row)")
        }
    }

    private func real(_ text: String) -> Double? { Double(text).flatMap { $0.isNaN ? nil : $0 } }
}
