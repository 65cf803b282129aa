import Foundation
import Synchronization

/// Where words go: results to standard output, all else to standard error.
enum Console {
    static let isTerminal = isatty(STDERR_FILENO) == 1

    /// A result. Ends the program quietly where nobody reads any more.
    static func print(_ text: String, terminator: String = "\n") {
        write(text + terminator, to: STDOUT_FILENO)
    }

    static func note(_ text: String) {
        Progress.clear()
        write(text + "\n", to: STDERR_FILENO)
    }

    static func error(_ text: String) {
        Progress.clear()
        write("tocsin: \(text)\n", to: STDERR_FILENO)
    }

    static func write(_ data: [UInt8]) {
        data.withUnsafeBytes { write($0, to: STDOUT_FILENO) }
    }

    fileprivate static func write(_ text: String, to descriptor: Int32) {
        var text = text
        text.withUTF8 { write(UnsafeRawBufferPointer($0), to: descriptor) }
    }

    private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) {
        var rest = bytes
        while !rest.isEmpty {
            let count = Foundation.write(descriptor, rest.baseAddress, rest.count)
            if count < 0 && errno == EINTR { continue }
            if count < 0 && errno == EPIPE { Foundation.exit(0) }
            guard count > 0 else { return }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }
}

/// A line that is overwritten while long work goes on; where standard error is no terminal, a line every ten seconds.
enum Progress {
    private static let shown = Mutex<(line: Bool, at: ContinuousClock.Instant?)>((false, nil))

    static func show(_ text: @autoclosure () -> String) {
        let now = ContinuousClock.now
        let pause: Duration = Console.isTerminal ? .milliseconds(200) : .seconds(10)
        let due = shown.withLock { state in
            // A log is told of what takes long, not of what is done at once.
            let last = state.at ?? (Console.isTerminal ? nil : now)
            state.at = last
            if let last, now - last < pause { return false }
            state = (Console.isTerminal, now)
            return true
        }
        if due { Console.write(Console.isTerminal ? "\r\u{1B}[2K" + text() : text() + "\n", to: STDERR_FILENO) }
    }

    /// Shows what `text` gives, again and again, until `work` is done.
    static func following<R>(
        _ text: @escaping @Sendable () -> String, _ work: () async throws -> R
    ) async rethrows -> R {
        let watch = Task {
            while !Task.isCancelled {
                show(text())
                try? await Task.sleep(for: .milliseconds(200))
            }
        }
        defer {
            watch.cancel()
            clear()
        }
        return try await work()
    }

    static func clear() {
        let wasShown = shown.withLock { state in
            defer { state.line = false }
            return state.line
        }
        if wasShown { Console.write("\r\u{1B}[2K", to: STDERR_FILENO) }
    }
}
