public import Hummingbird
internal import ServiceLifecycle

extension ApplicationProtocol {
    /// Serves until the task is cancelled.
    ///
    /// The server is not cancelled itself at first: a connection that it has taken and that nobody serves yet would bring
    /// the program down. It takes no more, and those under way have `patience` to end.
    ///
    /// - Throws: what the server throws, `IOError` where the address cannot be listened on.
    public func serve(patience: Duration = .seconds(1)) async throws {
        let group = ServiceGroup(configuration: .init(services: [self], logger: logger))
        let serving = Task { try await group.run() }
        try await withTaskCancellationHandler {
            try await serving.value
        } onCancel: {
            Task {
                await group.triggerGracefulShutdown()
                try? await Task.sleep(for: patience)
                serving.cancel()
            }
        }
    }
}
