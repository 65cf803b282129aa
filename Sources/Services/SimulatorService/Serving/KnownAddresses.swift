import HTTPTypes
import Hummingbird
import Portal

/// Answers 405 to what cannot be done at an address, and 400 to parameters that it does not know.
struct KnownAddresses: RouterMiddleware {
    func handle(
        _ request: Request, context: PortalContext, next: (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        let methods = Self.methods(at: request.uri.path)
        let method = request.method == .head ? .get : request.method
        guard methods.isEmpty || methods.contains(method) else {
            let allowed = methods.map(\.rawValue) + (methods.contains(.get) ? ["HEAD"] : [])
            var failure = Failure(
                .methodNotAllowed, "\(request.method) is not possible here: use \(allowed.joined(separator: ", "))")
            failure.allowed = allowed.joined(separator: ", ")
            throw failure
        }
        if let operation = Operation.all.first(where: {
            $0.method == method && "/\($0.routerPath)" == "/\(context.endpointPath ?? "")"
        }) {
            try Self.check(Query(request).names, operation.parameters.map(\.name))
        }
        return try await next(request, context)
    }

    private static func check(_ names: [String], _ known: [String]) throws {
        guard let unknown = names.first(where: { !known.contains($0) }) else { return }
        let choice = known.isEmpty ? "this address takes none" : "known are \(known.joined(separator: ", "))"
        throw Failure(.badRequest, "the parameter '\(unknown)' is unknown: \(choice)")
    }

    private static func methods(at path: String) -> [HTTPRequest.Method] {
        let parts = path.split(separator: "/")
        return patterns.filter { pattern in
            pattern.parts.count == parts.count
                && zip(pattern.parts, parts).allSatisfy { $0.hasPrefix(":") || $0 == $1 }
        }.map(\.method)
    }

    private static let patterns: [(parts: [Substring], method: HTTPRequest.Method)] =
        (Operation.all.map { ($0.routerPath, $0.method) } + PageAddress.all.map { ($0.path, $0.method) }).map {
            ($0.0.split(separator: "/"), $0.1)
        }
}
