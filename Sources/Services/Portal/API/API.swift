import AlertModel
import AlertStore
import Avro
import Bytes
import Foundation
import HTTPTypes
import Hummingbird
import SkyMath

/// The pages' data as JSON, and the packets themselves.
struct API: Sendable {
    let portal: Portal

    /// MJD TAI.
    var now: Double { TimeScale.mjdTai(fromUnixMs: Int64(Date().timeIntervalSince1970 * 1000)) }

    func document() -> Response { .text(OpenAPI.document(portal.configuration), type: "application/json") }

    func status() async throws -> Response { .json(try await portal.sampler.counts().json) }

    func objects(_ query: Query) async throws -> Response {
        .json(page(try await portal.store.objects(try await query.placed(in: portal.store).objects(now: now))))
    }

    func cone(_ query: Query) async throws -> Response {
        let objects = try await query.placed(in: portal.store).objects(now: now)
        guard objects.cone != nil else { throw Failure(.badRequest, "cone needs position, or ra and dec") }
        return .json(page(try await portal.store.objects(objects)))
    }

    private func page(_ page: ObjectPage) -> JSON {
        let rows = page.rows.enumerated().map { index, row -> JSON in
            guard page.separationsArcsec.indices.contains(index), case .object(let members) = row.json else {
                return row.json
            }
            return .object(members + [.init("separationArcsec", .number(page.separationsArcsec[index]))])
        }
        return .object([.init("total", .integer(Int64(page.total))), .init("objects", .array(rows))])
    }

    func object(_ id: String) async throws -> Response { .json(try await row(id).json) }

    func row(_ id: String) async throws -> ObjectRow {
        guard let objectID = ObjectID(id) else {
            throw Failure(.badRequest, "an object is named by a number (LSST), SSO-number or ZTF name, not '\(id)'")
        }
        guard let row = try await portal.store.object(objectID) else {
            throw Failure(.notFound, "there is no object \(id) in the store")
        }
        return row
    }

    func lightCurve(_ id: String) async throws -> Response {
        .json(try await portal.store.lightCurve(of: try await row(id).id).json)
    }

    func sky(_ query: Query) async throws -> Response {
        let limit = try query.integer("limit", in: 1...100_000) ?? 2000
        let points = try await portal.store.skyPoints(sinceMjdTai: try await begin(query), limit: limit)
        return .json(.object([.init("points", .array(points.map(\.json)))]))
    }

    /// MJD TAI, so many `days` before the newest alert; before all alerts without them.
    private func begin(_ query: Query) async throws -> Double {
        guard let days = try query.number("days", in: 0...1_000_000) else { return -1e9 }
        return (try await portal.sampler.counts().totals.newestMjdTai ?? now) - days
    }

    func skyCells(_ query: Query) async throws -> Response {
        let counts = try await portal.store.skyCounts(sinceMjdTai: try await begin(query))
        return .json(
            .object([.init("order", .integer(Int64(SkyCount.order))), .init("cells", .array(counts.map(\.json)))]))
    }

    func alerts(_ query: Query) async throws -> Response {
        let rows = try await portal.store.alerts(try await query.placed(in: portal.store).alerts())
        return .json(.object([.init("alerts", .array(rows.map(\.json)))]))
    }

    func quarantine(_ query: Query) async throws -> Response {
        let packets = try await portal.store.quarantine(
            limit: try query.integer("limit", in: 1...1000) ?? 50,
            offset: try query.integer("offset", in: 0...100_000_000) ?? 0)
        return .json(.object([.init("packets", .array(packets.map(\.json)))]))
    }

    func quarantinedPacket(_ id: String) async throws -> Response {
        guard let number = Int64(id), let bytes = try await portal.store.quarantinedBytes(id: number) else {
            throw Failure(.notFound, "there is no quarantined packet \(id)")
        }
        return .bytes(bytes, type: "application/octet-stream", name: "quarantined-\(number).bin")
    }
}

extension API {
    func alert(_ name: AlertName) async throws -> Response {
        let (schema, _, value) = try await portal.packets.record(name)
        return .json(try schema.json(of: value, style: .plain))
    }

    func packet(_ name: AlertName) async throws -> Response {
        .bytes(
            try await portal.packets.packet(name), type: "application/octet-stream",
            name: "\(name.survey.name)-\(name.id).avro")
    }

    func container(_ name: AlertName) async throws -> Response {
        let (schema, datum, _) = try await portal.packets.record(name)
        var writer = try ContainerWriter(schema: schema, codec: .deflate)
        try writer.append(encoded: datum)
        return .bytes(try writer.finish(), type: "application/avro", name: "\(name.survey.name)-\(name.id).avro")
    }

    func allStamps(_ name: AlertName) async throws -> Response {
        let stamps = try await portal.packets.alert(name).stamps
        let file = StampFITS.combined(
            science: try stamps.science.map { try Stamp($0) }, template: try stamps.template.map { try Stamp($0) },
            difference: try stamps.difference.map { try Stamp($0) })
        guard let file else { throw Failure(.notFound, "alert \(name.id) has no stamps that are measured images") }
        return .bytes(file, type: "application/fits", name: "\(name.survey.name)-\(name.id)-stamps.fits")
    }

    /// `science.png`, `template.fits` and the like.
    func stamp(_ name: AlertName, file: String, _ query: Query) async throws -> Response {
        let parts = file.split(separator: ".")
        guard parts.count == 2, let kind = StampKind(rawValue: String(parts[0])), ["png", "fits"].contains(parts[1])
        else {
            throw Failure(.notFound, "a stamp is science, template or difference, as .png or .fits")
        }
        let bytes = try await portal.packets.stamp(name, kind)
        let stamp = try Stamp(bytes)
        if case .jpeg(let picture) = stamp {
            guard parts[1] == "png" else { throw Failure(.unsupportedMediaType, "this stamp is a JPEG: ask for .png") }
            return .bytes(picture, type: "image/jpeg")
        }
        if parts[1] == "fits" {
            return .bytes(bytes, type: "application/fits", name: "\(name.id)-\(kind.rawValue).fits\(gzipEnding(bytes))")
        }
        guard let image = stamp.image else { throw Failure(.notFound, "the stamp has no image") }
        let options = try query.stampOptions()
        let picture = StampPicture(image, stretch: options.stretch, limits: options.limits)
        return .bytes(picture.png(scale: options.scale), type: "image/png")
    }

    private func gzipEnding(_ bytes: Bytes) -> String {
        bytes.count > 2 && bytes[0] == 0x1f && bytes[1] == 0x8b ? ".gz" : ""
    }
}
