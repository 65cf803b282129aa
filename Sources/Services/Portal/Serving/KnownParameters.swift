import Hummingbird

/// Refuses parameters that the API's document does not list, so that a slip of the pen is not taken for "all".
struct KnownParameters: RouterMiddleware {
    func handle(
        _ request: Request, context: PortalContext, next: (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        if let known = context.endpointPath.flatMap({ Self.known[$0] }) {
            try Self.check(Query(request).names, known)
        }
        return try await next(request, context)
    }

    private static func check(_ names: [String], _ known: [String]) throws {
        guard let unknown = names.first(where: { !known.contains($0) }) else { return }
        let choice = known.isEmpty ? "this address takes none" : "known are \(known.joined(separator: ", "))"
        throw Failure(.badRequest, "the parameter '\(unknown)' is unknown: \(choice)")
    }

    /// By the path as the router names it.
    private static let known: [String: [String]] = Dictionary(
        OpenAPI.routes.map { route in (route.path, route.parameters.filter { $0.place == "query" }.map(\.name)) },
        uniquingKeysWith: { first, _ in first })
}
