import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Portal
import Simulator

extension SimulatorService {
    /// The folder of a run that is known.
    func existing(_ id: String) async throws -> RunFolder { registry.place(try await registry.record(id).id) }

    /// A file of a run, to be saved under `name`.
    func file(_ path: String, _ type: String, name: String, _ what: String) throws -> Response {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw Failure(
                .notFound, "the run has no \(what): it is made when the run \(what == "manifest" ? "ends" : "begins")")
        }
        let body = ResponseBody { writer in
            while let data = try file.read(upToCount: 1 << 18), !data.isEmpty {
                try await writer.write(ByteBuffer(bytes: data))
            }
            try file.close()
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: Self.headers(type, name), body: body)
    }

    private static func headers(_ type: String, _ name: String) -> HTTPFields {
        [.contentType: type, .contentDisposition: "attachment; filename=\"\(name)\""]
    }

    /// The ledger as CSV, written while it is read.
    func table(_ place: RunFolder) throws -> Response {
        guard FileManager.default.fileExists(atPath: place.ledger) else {
            throw Failure(.notFound, "the run has no ledger: it is made when the run begins")
        }
        let ledger = StoredLedger(place.ledger)
        do { _ = try ledger.open() } catch { throw Failure(.conflict, "the ledger cannot be read yet, or is damaged") }
        let body = ResponseBody { writer in
            var pieces = try ledger.pieces(asJSON: false)
            while let piece = pieces.next() { try await writer.write(ByteBuffer(string: piece)) }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok, headers: Self.headers("text/csv; charset=utf-8", "\(place.id)-ledger.csv"), body: body)
    }

    /// A page that carries its own style, shut off from everything else.
    func page(_ report: ScoreReport) -> Response {
        var response = Response.html(report.html)
        response.headers[.contentSecurityPolicy] =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'none'; sandbox"
        return response
    }
}
