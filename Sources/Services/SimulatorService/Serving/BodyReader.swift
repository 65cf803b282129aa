import Avro
import Bytes
import HTTPTypes
import Hummingbird
import NIOCore
import Portal
import Transports

/// Reads what comes with a request, no more than so much and no longer than so long.
struct BodyReader: Sendable {
    static let mostBytes = 4 << 20
    static let longest = Duration.seconds(20)
    /// Types that a form of another site cannot send.
    static let types: Set<String> = ["application/json", "application/yaml", "text/yaml"]

    /// Lower case, without parameters.
    static func type(_ request: Request) -> String {
        let header = request.headers[.contentType] ?? ""
        return header.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
    }

    static func text(_ request: Request) async throws -> String {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > mostBytes { throw tooLong }
        let body = request.body
        let buffer = try await limited(
            to: longest, else: Failure(.requestTimeout, "the body came too slowly")
        ) {
            do { return try await body.collect(upTo: mostBytes) } catch is NIOTooManyBytesError { throw tooLong }
        }
        return String(buffer: buffer)
    }

    private static let tooLong = Failure(.contentTooLarge, "the body holds more than \(mostBytes) bytes")

    /// The body as JSON; an empty object where there is none.
    static func json(_ request: Request) async throws -> JSON {
        let text = try await text(request)
        if text.allSatisfy(\.isWhitespace) { return .object([]) }
        do { return try JSON(parsing: text) } catch { throw Failure(.badRequest, "the body is not JSON: \(error)") }
    }

    /// A scenario: YAML as it is, or an object that says what is to be run.
    static func draft(_ request: Request) async throws -> ScenarioDraft {
        if type(request) == "application/json" { return try ScenarioDraft(try await json(request)) }
        return ScenarioDraft(yaml: try await text(request))
    }
}
