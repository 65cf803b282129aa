import Avro
import Foundation
import HTTPTypes
import Hummingbird
import Logging

/// What a person who asked for the wrong thing is told.
struct Failure: Error, HTTPResponseError {
    var status: HTTPResponse.Status
    var message: String
    /// What the log files the cause under.
    var reference: String?

    init(_ status: HTTPResponse.Status, _ message: String, reference: String? = nil) {
        self.status = status
        self.message = message
        self.reference = reference
    }

    /// The API's form; pages are made by `FailurePages`.
    func response(from request: Request, context: some RequestContext) throws -> Response {
        var members = [JSON.Member("error", .string(message))]
        if let reference { members.append(.init("reference", .string(reference))) }
        return headed(.json(.object(members), status: status))
    }

    /// `response` with what its status asks for.
    func headed(_ response: Response) -> Response {
        var response = response
        if status == .methodNotAllowed { response.headers[.allow] = "GET, HEAD" }
        return response
    }

    /// Files `cause` in the log under a number of its own; who asked is told the number and `message` alone.
    static func logged(
        _ cause: any Error, _ message: String, status: HTTPResponse.Status = .internalServerError, path: String,
        logger: Logger
    ) -> Failure {
        let reference = String(UInt32.random(in: 0x1000_0000 ... .max), radix: 16)
        logger.error("\(reference) \(path): \((cause as? Failure)?.message ?? "\(cause)")")
        return Failure(status, message, reference: reference)
    }
}

/// Makes errors into pages for people and into JSON for programs.
struct FailurePages: RouterMiddleware {
    let pages: Pages
    let logger: Logger

    func handle(
        _ request: Request, context: PortalContext, next: (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        do { return try await next(request, context) } catch {
            let failure = failure(error, path: request.uri.path)
            let isForPrograms = ["/api/", "/health", "/metrics", "/events"].contains { request.uri.path.hasPrefix($0) }
            return isForPrograms
                ? try failure.response(from: request, context: context) : failure.headed(try pages.failure(failure))
        }
    }

    private func failure(_ error: any Error, path: String) -> Failure {
        switch error {
        case let failure as Failure where failure.status != .internalServerError: failure
        case let error as any HTTPResponseError where error.status == .notFound:
            Failure(.notFound, "there is nothing at \(path)")
        case let error as any HTTPResponseError where error.status != .internalServerError:
            Failure(error.status, "the request could not be taken")
        default: .logged(error, Self.unreadable, path: path, logger: logger)
        }
    }

    private static let unreadable =
        "the store or the log could not be read; the portal's log says why under the reference number"
}

/// Headers that keep a page to itself: it loads nothing from elsewhere and runs no script of a packet's making.
struct SafetyHeaders: RouterMiddleware {
    func handle(
        _ request: Request, context: PortalContext, next: (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers[HTTPField.Name("Content-Security-Policy")!] = Self.policy  // reason: a constant token
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[HTTPField.Name("Referrer-Policy")!] = "no-referrer"  // reason: a constant token
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        return response
    }

    private static let policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
}
