import HTTPTypes
import Hummingbird
import Portal

/// One thing that the API can do: what it is called by, what it takes and gives, and what does it. The router and the
/// OpenAPI document are both made from the list of these.
struct Operation: Sendable {
    var method: HTTPRequest.Method
    /// As in OpenAPI: `/api/runs/{id}`.
    var path: String
    var summary: String
    /// Of the query.
    var parameters: [Parameter] = []
    /// What the body may be, by its type.
    var bodies: [(type: String, shape: OpenAPI.Shape?)] = []
    var status = 200
    var type = "application/json"
    /// Of a JSON answer.
    var shape: OpenAPI.Shape?
    /// Beside 200, with their meanings.
    var failures: [Int] = []
    var answer: @Sendable (SimulatorService, Request, PortalContext) async throws -> Response

    struct Parameter: Sendable {
        var name: String
        var type = "string"
        var description: String
    }

    /// As the router names it.
    var routerPath: String { path.replacing("{", with: ":").replacing("}", with: "") }

    static var all: [Operation] { scenarios + runs + control + results }
}
