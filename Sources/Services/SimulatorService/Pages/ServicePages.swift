import HTTPTypes
import Hummingbird
import Portal

/// The pages for people. Each works without scripts.
struct ServicePages: Sendable {
    let service: SimulatorService
    let templates: Templates
    let assets = AssetShelf([
        "service.css": .style(Assets.commonStyle + [PackageResources.service_css]),
        "service.js": .script([
            PackageResources.run_js, PackageResources.scenario_js, Assets.skyMapScript,
        ]),
        "icon.svg": .drawing(Assets.icon),
    ])

    init(service: SimulatorService) throws {
        self.service = service
        templates = try Templates([
            ("layout", PackageResources.layout_mustache), ("runs", PackageResources.runs_mustache),
            ("new", PackageResources.new_mustache), ("fields", PackageResources.fields_mustache),
            ("run", PackageResources.run_mustache), ("faults", PackageResources.faults_mustache),
            ("score", PackageResources.score_mustache), ("failure", PackageResources.failure_mustache),
            ("sign-in", PackageResources.sign_in_mustache),
        ])
    }

    /// - Parameter refreshes: a browser without scripts asks again every few seconds.
    func page(
        _ name: String, title: String, section: String = "", refreshes: Bool = false, _ context: [String: Any],
        status: HTTPResponse.Status = .ok
    ) -> Response {
        var context = context
        context["token"] = service.access.formToken
        let layout: [String: Any] = [
            "title": title, "body": templates.text(name, context), "style": assets.address("service.css"),
            "script": assets.address("service.js"), "icon": assets.address("icon.svg"), "refreshes": refreshes,
            "isRuns": section == "runs", "isNew": section == "new", "version": service.configuration.version,
        ]
        return .html(templates.text("layout", layout), status: status)
    }

    func failure(_ failure: Failure) throws -> Response {
        var context: [String: Any] = ["code": failure.status.code, "message": failure.message]
        if let reference = failure.reference { context["reference"] = reference }
        return page("failure", title: failure.status.reasonPhrase, context, status: failure.status)
    }

    /// What a form sent, after its token was looked at.
    func form(_ request: Request) async throws -> Query {
        guard BodyReader.type(request) == "application/x-www-form-urlencoded" else {
            throw Failure(.unsupportedMediaType, "forms come as application/x-www-form-urlencoded; programs use /api")
        }
        let form = Query(text: try await BodyReader.text(request))
        guard service.access.isFormToken(form.text("token")) else {
            throw Failure(
                .forbidden, "the form is not of this service, or of one before it was restarted: load the page again")
        }
        return form
    }

    func signIn(isWrong: Bool) throws -> Response {
        page(
            "sign-in", title: "Sign in", ["isWrong": isWrong, "isNeeded": service.access.needsToken],
            status: isWrong ? .unauthorized : .ok)
    }

    /// Whoever guesses does so slowly.
    func takeToken(_ text: String) async throws -> Response {
        guard service.access.isToken(text) else {
            try await Task.sleep(for: .seconds(1))
            return try signIn(isWrong: true)
        }
        return Response(
            status: .seeOther, headers: [.location: "/", .setCookie: service.access.sessionCookie])
    }

    static func redirect(_ path: String) -> Response { Response(status: .seeOther, headers: [.location: path]) }
}
