import Avro
import Foundation
import HTTPTypes
import Hummingbird
import Logging

/// What a person who asked for the wrong thing is told.
struct Failure: Error, HTTPResponseError {
    var status: HTTPResponse.Status
    var message: String

    init(_ status: HTTPResponse.Status, _ message: String) {
        self.status = status
        self.message = message
    }

    /// The API's form; pages are made by `FailurePages`.
    func response(from request: Request, context: some RequestContext) throws -> Response {
        .json(.object([.init("error", .string(message))]), status: status)
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
            let failure = Self.failure(error, path: request.uri.path)
            if failure.status == .internalServerError {
                logger.error("\(request.uri.path): \(error)")
            }
            let isForPrograms = ["/api/", "/health", "/metrics", "/events"].contains { request.uri.path.hasPrefix($0) }
            return isForPrograms
                ? try failure.response(from: request, context: context) : try pages.failure(failure)
        }
    }

    private static func failure(_ error: any Error, path: String) -> Failure {
        switch error {
        case let failure as Failure: failure
        case let error as any HTTPResponseError where error.status == .notFound:
            Failure(.notFound, "there is nothing at \(path)")
        case let error as any HTTPResponseError: Failure(error.status, "the request could not be taken")
        default: Failure(.internalServerError, "the store or the log could not be read: \(error)")
        }
    }
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
