import HTTPTypes
import Hummingbird
import Portal

/// An address for people.
struct PageAddress: Sendable {
    var method: HTTPRequest.Method
    /// As the router names it.
    var path: String
    var answer: @Sendable (ServicePages, Request, PortalContext) async throws -> Response

    static let all = [
        PageAddress(method: .get, path: "/") { pages, _, _ in try await pages.runs() },
        PageAddress(method: .get, path: "/new") { pages, request, _ in try await pages.new(Query(request)) },
        PageAddress(method: .post, path: "/new") { pages, request, _ in try await pages.take(pages.form(request)) },
        PageAddress(method: .get, path: "/runs/:id") { pages, _, context in try await pages.run(context.text("id")) },
        PageAddress(method: .post, path: "/runs/:id") { pages, request, context in
            try await pages.control(context.text("id"), pages.form(request))
        },
        PageAddress(method: .get, path: "/runs/:id/sky") { pages, _, context in
            try await pages.sky(context.text("id"))
        },
        PageAddress(method: .get, path: "/runs/:id/score") { pages, request, context in
            try await pages.score(context.text("id"), Query(request), nil)
        },
        PageAddress(method: .post, path: "/runs/:id/score") { pages, request, context in
            let form = try await pages.form(request)
            return try await pages.score(context.text("id"), form, form.text("ids") ?? "")
        },
        PageAddress(method: .get, path: "/sign-in") { pages, _, _ in try pages.signIn(isWrong: false) },
        PageAddress(method: .post, path: "/sign-in") { pages, request, _ in
            try await pages.takeToken(Query(text: try await BodyReader.text(request)).text("key") ?? "")
        },
        PageAddress(method: .get, path: "/assets/:name") { pages, _, context in try pages.assets.response(context) },
    ]
}
