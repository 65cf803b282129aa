import HTTPTypes
import Hummingbird

/// Answers 405 to all but GET and HEAD where there is something to get.
struct AllowedMethods: RouterMiddleware {
    func handle(
        _ request: Request, context: PortalContext, next: (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        guard request.method != .get, request.method != .head, Self.isServed(request.uri.path) else {
            return try await next(request, context)
        }
        throw Failure(
            .methodNotAllowed, "\(request.method) is not possible here: the portal is read-only, use GET or HEAD")
    }

    static func isServed(_ path: String) -> Bool {
        let parts = segments(path)
        return patterns.contains { pattern in
            pattern.count == parts.count && zip(pattern, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }
    }

    private static let pages = [
        "/", "/objects", "/objects/{id}", "/objects/{id}/lightcurve", "/quarantine", "/about", "/assets/{name}",
    ]

    private static let patterns = (pages + OpenAPI.routes.map(\.path)).map(segments)

    private static func segments(_ path: String) -> [Substring] { path.split(separator: "/") }
}
