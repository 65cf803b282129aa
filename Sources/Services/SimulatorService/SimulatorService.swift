import AlertStreams
import Foundation
public import Logging
import Portal
import Simulator

/// Runs of the simulator on a page and by an API.
public struct SimulatorService: Sendable {
    /// As it was given.
    public let configuration: ServiceConfiguration
    let registry: RunRegistry
    let policy: TargetPolicy
    let streams: ServiceStreams
    let access: Access
    let scoring = WorkGate(limit: 2)
    private let executor = ServiceExecutor()
    let logger: Logger

    /// Reads the runs that are there; those that a service before left under way are marked as broken off.
    ///
    /// - Throws: `SimulatorServiceError` where the configuration makes no sense or the folder of runs cannot be used.
    public init(
        configuration: ServiceConfiguration, streams: ServiceStreams,
        logger: Logger = Logger(label: "tocsin.simulator")
    ) throws(SimulatorServiceError) {
        self.configuration = configuration
        self.streams = streams
        self.logger = logger
        access = try Access(configuration)
        policy = TargetPolicy(allowed: configuration.allowed, inputs: configuration.inputs)
        registry = try RunRegistry(
            folder: configuration.runs, limits: configuration.limits, version: configuration.version, streams: streams,
            executor: executor, logger: logger)
    }

    /// Serves until the task is cancelled; runs that are then under way are broken off, with their ledgers kept.
    /// `onReady` is told the port once it listens.
    ///
    /// - Throws: an error that says why the address cannot be listened on.
    public func run(onReady: @escaping @Sendable (_ port: Int) -> Void = { _ in }) async throws {
        try await withTaskExecutorPreference(executor) { try await serve(onReady: onReady) }
    }

    private func serve(onReady: @escaping @Sendable (_ port: Int) -> Void) async throws {
        let server = PageServer(
            host: configuration.host, port: configuration.port, logger: logger, idleTimeout: .seconds(60))
        let router = try ServiceRouter(service: self).router()
        var problem: (any Error)?
        do { try await server.run(router, beside: Self.untilCancelled, onReady: onReady) } catch { problem = error }
        // In a task of its own, which nobody cancels.
        await Task(executorPreference: executor) { await registry.close() }.value
        await streams.embedded.close()
        if let problem { throw problem }
    }

    private static let untilCancelled: @Sendable () async -> Void = {
        while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
    }
}
