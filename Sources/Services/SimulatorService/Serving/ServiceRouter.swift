import HTTPTypes
import Hummingbird
import Portal

/// All addresses of the service.
struct ServiceRouter {
    let service: SimulatorService
    private let pages: ServicePages

    init(service: SimulatorService) throws {
        self.service = service
        pages = try ServicePages(service: service)
    }

    func router() -> Router<PortalContext> {
        let router = Router(context: PortalContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: SafetyHeaders())
        router.add(
            middleware: FailurePages(
                programs: ["/api/", "/openapi.json"], unforeseen: Self.unforeseen, logger: service.logger,
                page: pages.failure))
        router.add(middleware: Admission(access: service.access))
        router.add(middleware: KnownAddresses())
        for operation in Operation.all {
            router.on(RouterPath(operation.routerPath), method: operation.method) { [service] request, context in
                try await operation.answer(service, request, context)
            }
        }
        for address in PageAddress.all {
            router.on(RouterPath(address.path), method: address.method) { [pages] request, context in
                try await address.answer(pages, request, context)
            }
        }
        return router
    }

    private static let unforeseen =
        "something went wrong that nobody foresaw; the service's log says what under the reference number"
}
