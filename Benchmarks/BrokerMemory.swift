import Foundation

/// This process's memory as the system counts it, MiB.
struct MemoryFigures {
    /// Greatest resident size so far, mapped files included.
    var peak = 0.0
    /// Resident now: memory of our own, and pages of mapped files.
    var anonymous = 0.0
    var file = 0.0

    static func now() -> MemoryFigures {
        var figures = MemoryFigures()
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        for line in status.split(separator: "\n") {
            let words = line.split(whereSeparator: \.isWhitespace)
            guard words.count >= 2, let kibibytes = Double(words[1]) else { continue }
            switch words[0] {
            case "VmHWM:": figures.peak = kibibytes / 1024
            case "RssAnon:": figures.anonymous = kibibytes / 1024
            case "RssFile:": figures.file = kibibytes / 1024
            default: break
            }
        }
        return figures
    }

    /// Makes the present size the peak, so that the next reading tells of what comes.
    static func resetPeak() { try? "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .utf8) }

    var text: String { String(format: "peak %.0f MiB (now anonymous %.0f, mapped files %.0f)", peak, anonymous, file) }
}
