import Foundation
import HTTPTypes
package import Hummingbird

package typealias PortalContext = BasicRequestContext

/// All addresses of the portal, in one place.
struct PortalRouter {
    let portal: Portal
    let pages: Pages
    let api: API

    init(portal: Portal) throws {
        self.portal = portal
        let templates = try Templates()
        pages = Pages(portal: portal, templates: templates)
        api = API(portal: portal)
    }

    func router() -> Router<PortalContext> {
        let router = Router(context: PortalContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: SafetyHeaders())
        router.add(
            middleware: FailurePages(
                programs: ["/api/", "/health", "/metrics", "/events"], unforeseen: Self.unreadable,
                logger: portal.logger, page: pages.failure))
        router.add(middleware: AllowedMethods())
        addPages(to: router)
        addAPI(to: router.group("api/v1").add(middleware: KnownParameters()))
        let live = LiveRoutes(portal: portal)
        router.get("events") { _, _ in live.events() }
        router.get("health") { _, _ in await live.health() }
        router.get("metrics") { _, _ in try await live.metrics() }
        router.get("assets/:name") { _, context in try Assets.response(context) }
        return router
    }

    private static let unreadable =
        "the store or the log could not be read; the portal's log says why under the reference number"

    private func addPages(to router: Router<PortalContext>) {
        let pages = self.pages
        router.get("/") { _, _ in try await pages.landing() }
        router.get("objects") { request, _ in try await pages.objects(Query(request)) }
        router.get("objects/:id") { request, context in
            try await pages.object(try context.text("id"), Query(request))
        }
        router.get("objects/:id/lightcurve") { request, context in
            try await pages.lightCurve(try context.text("id"), Query(request))
        }
        router.get("quarantine") { request, _ in try await pages.quarantine(Query(request)) }
        router.get("about") { _, _ in try pages.about() }
    }

    private func addAPI(to group: RouterGroup<PortalContext>) {
        let api = self.api
        group.get("openapi.json") { _, _ in api.document() }
        group.get("status") { _, _ in try await api.status() }
        group.get("objects") { request, _ in try await api.objects(Query(request)) }
        group.get("objects/:id") { _, context in try await api.object(try context.text("id")) }
        group.get("objects/:id/lightcurve") { _, context in try await api.lightCurve(try context.text("id")) }
        group.get("cone") { request, _ in try await api.cone(Query(request)) }
        group.get("sky") { request, _ in try await api.sky(Query(request)) }
        group.get("sky/cells") { request, _ in try await api.skyCells(Query(request)) }
        group.get("alerts") { request, _ in try await api.alerts(Query(request)) }
        group.get("quarantine") { request, _ in try await api.quarantine(Query(request)) }
        group.get("quarantine/:id/packet") { _, context in try await api.quarantinedPacket(try context.text("id")) }
        group.get("alerts/:survey/:id") { _, context in try await api.alert(try context.alertName()) }
        group.get("alerts/:survey/:id/packet.avro") { _, context in try await api.packet(try context.alertName()) }
        group.get("alerts/:survey/:id/container.avro") { _, context in try await api.container(try context.alertName())
        }
        group.get("alerts/:survey/:id/stamps.fits") { _, context in try await api.allStamps(try context.alertName()) }
        group.get("alerts/:survey/:id/stamps/:file") { request, context in
            try await api.stamp(try context.alertName(), file: try context.text("file"), Query(request))
        }
    }
}

extension PortalContext {
    /// The part of the path called `name`.
    package func text(_ name: String) throws -> String {
        guard let value = parameters.get(name) else { throw Failure(.notFound, "there is nothing at this address") }
        return value.removingPercentEncoding ?? value
    }

    /// The survey and identifier of an alert in the path.
    func alertName() throws -> AlertName {
        let (survey, id) = (try text("survey"), try text("id"))
        guard let name = AlertName(survey: survey, id: id) else {
            throw Failure(
                .badRequest, "an alert is named by LSST or ZTF and a whole number, not by '\(survey)' and '\(id)'")
        }
        return name
    }
}
