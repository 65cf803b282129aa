import Avro
import Foundation
package import HTTPTypes
package import Hummingbird
package import Logging

/// What a person who asked for the wrong thing is told.
package struct Failure: Error, HTTPResponseError {
    package var status: HTTPResponse.Status
    package var message: String
    /// What the log files the cause under.
    package var reference: String?
    /// What else may be done at the address, where the status is 405.
    package var allowed = "GET, HEAD"

    package init(_ status: HTTPResponse.Status, _ message: String, reference: String? = nil) {
        self.status = status
        self.message = message
        self.reference = reference
    }

    /// The API's form; pages are made by `FailurePages`.
    package func response(from request: Request, context: some RequestContext) throws -> Response {
        var members = [JSON.Member("error", .string(message))]
        if let reference { members.append(.init("reference", .string(reference))) }
        return headed(.json(.object(members), status: status))
    }

    /// `response` with what its status asks for.
    package func headed(_ response: Response) -> Response {
        var response = response
        if status == .methodNotAllowed { response.headers[.allow] = allowed }
        return response
    }

    /// Files `cause` in the log under a number of its own; who asked is told the number and `message` alone.
    package static func logged(
        _ cause: any Error, _ message: String, status: HTTPResponse.Status = .internalServerError, path: String,
        logger: Logger
    ) -> Failure {
        let reference = String(UInt32.random(in: 0x1000_0000 ... .max), radix: 16)
        logger.error("\(reference) \(path): \((cause as? Failure)?.message ?? "\(cause)")")
        return Failure(status, message, reference: reference)
    }
}

/// Makes errors into pages for people and into JSON for programs.
package struct FailurePages: RouterMiddleware {
    /// Where programs ask, not people.
    let programs: [String]
    /// Of an error that nobody foresaw.
    let unforeseen: String
    let logger: Logger
    let page: @Sendable (Failure) throws -> Response

    package init(
        programs: [String], unforeseen: String, logger: Logger, page: @escaping @Sendable (Failure) throws -> Response
    ) {
        self.programs = programs
        self.unforeseen = unforeseen
        self.logger = logger
        self.page = page
    }

    package func handle(
        _ request: Request, context: PortalContext, next: (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        do { return try await next(request, context) } catch {
            let failure = failure(error, path: request.uri.path)
            let isForPrograms = programs.contains { request.uri.path.hasPrefix($0) }
            return isForPrograms
                ? try failure.response(from: request, context: context) : failure.headed(try page(failure))
        }
    }

    private func failure(_ error: any Error, path: String) -> Failure {
        switch error {
        case let failure as Failure where failure.status != .internalServerError: failure
        case let error as any HTTPResponseError where error.status == .notFound:
            Failure(.notFound, "there is nothing at \(path)")
        case let error as any HTTPResponseError where error.status != .internalServerError:
            Failure(error.status, "the request could not be taken")
        default: .logged(error, unforeseen, path: path, logger: logger)
        }
    }
}

/// Headers that keep a page to itself: it loads nothing from elsewhere and runs no script of a packet's making, and other
/// sites are not told of it. Its own forms are: without any referrer a browser says `Origin: null`.
package struct SafetyHeaders: RouterMiddleware {
    package init() {}

    package func handle(
        _ request: Request, context: PortalContext, next: (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        if response.headers[.contentSecurityPolicy] == nil { response.headers[.contentSecurityPolicy] = Self.policy }
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[HTTPField.Name("Referrer-Policy")!] = "same-origin"  // reason: a constant token
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        return response
    }

    private static let policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
}
