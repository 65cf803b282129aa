import Foundation
import Synchronization
import Testing

/// Ends the services that a test started, waits for them, and removes their folders.
struct EndsServices: TestTrait, SuiteTrait, TestScoping {
    @TaskLocal static var started: Started?

    final class Started: Sendable {
        let services = Mutex<[ServiceFixture]>([])
    }

    var isRecursive: Bool { true }

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        guard testCase != nil else { return try await function() }
        let started = Started()
        let result: Result<Void, any Error>
        do {
            try await Self.$started.withValue(started) { try await function() }
            result = .success(())
        } catch { result = .failure(error) }
        let services = started.services.withLock { $0 }
        for service in services { await service.end() }
        for service in services { try? FileManager.default.removeItem(atPath: service.folder) }
        try result.get()
    }
}

extension Trait where Self == EndsServices {
    static var endsServices: EndsServices { EndsServices() }
}
