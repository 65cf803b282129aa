import HTTPTypes
import Hummingbird
import Portal

/// Turns away whoever may not ask, before anything else is done.
struct Admission: RouterMiddleware {
    let access: Access

    func handle(
        _ request: Request, context: PortalContext, next: (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        guard access.isKnownHost(request) else {
            throw Failure(
                .misdirectedRequest,
                "this is asked for as '\(request.head.authority ?? "")': use 127.0.0.1 or localhost"
            )
        }
        let path = request.uri.path
        guard access.isSignedIn(request) || path == "/sign-in" || path.hasPrefix("/assets/") else {
            return try await refused(path)
        }
        if request.method != .get, request.method != .head { try check(request) }
        return try await next(request, context)
    }

    private func refused(_ path: String) async throws -> Response {
        guard path.hasPrefix("/api/") || path == "/openapi.json" else {
            return Response(status: .seeOther, headers: [.location: "/sign-in"])
        }
        // Whoever guesses does so slowly.
        try await Task.sleep(for: .milliseconds(500))
        throw Failure(.unauthorized, "a token is needed: send the header Authorization: Bearer TOKEN")
    }

    /// A page of another site must not be able to change anything here through its reader's browser.
    private func check(_ request: Request) throws {
        guard access.isSameOrigin(request) else {
            throw Failure(.forbidden, "the request comes from a page of another site")
        }
        guard request.uri.path.hasPrefix("/api/"), request.method == .post else { return }
        let type = BodyReader.type(request)
        guard BodyReader.types.contains(type) else {
            let choice = BodyReader.types.sorted().joined(separator: ", ")
            throw Failure(
                .unsupportedMediaType,
                "the header Content-Type must be application/json even where there is no body (or one of \(choice)), "
                    + "not '\(type)'")
        }
    }
}
