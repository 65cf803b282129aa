import NIOPosix

/// Threads of the service's own: the simulator computes on Swift's, for seconds at a time, and whoever asks must not
/// wait for that.
final class ServiceExecutor: TaskExecutor {
    private let pool: NIOThreadPool

    init(threads: Int = 4) {
        pool = NIOThreadPool(numberOfThreads: threads)
        pool.start()
    }

    deinit { pool.shutdownGracefully { _ in } }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        pool.submit { [self] _ in job.runSynchronously(on: asUnownedTaskExecutor()) }
    }
}

/// The result of heavy work, on Swift's own threads; it is cancelled with whoever waits for it.
func elsewhere<R: Sendable>(_ work: @escaping @Sendable () async throws -> R) async throws -> R {
    let task = Task.detached { try await work() }
    return try await withTaskCancellationHandler {
        try await task.value
    } onCancel: {
        task.cancel()
    }
}
