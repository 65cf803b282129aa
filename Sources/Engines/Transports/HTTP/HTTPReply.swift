internal import NIOHTTP1

/// A server's answer.
struct HTTPReply: Sendable {
    /// Kept of the body, for a person to read.
    static let keptBytes = 300
    /// Read of the body; the connection of a longer one is closed.
    static let mostBytes = 1 << 20

    var status: Int
    var headers: HTTPHeaders
    /// UTF-8, the body's beginning.
    var bodyStart: [UInt8] = []
    var keepsAlive = true

    init(_ head: HTTPResponseHead) {
        status = Int(head.status.code)
        headers = head.headers
        keepsAlive = head.isKeepAlive
    }

    var isSuccess: Bool { (200..<300).contains(status) }
    /// The same request may succeed later.
    var isTransient: Bool {
        status == 408 || status == 429 || (500..<600).contains(status) && status != 501 && status != 505
    }

    /// It is about this packet and not about who sends it or where.
    var isRefusalOfPacket: Bool { [400, 406, 409, 411, 412, 413, 414, 415, 417, 422].contains(status) }

    /// `HTTP 404: No such topic.`
    var text: String {
        let body = String(decoding: bodyStart, as: UTF8.self).unicodeScalars
            .map { $0.value < 0x20 || $0.value == 0x7f ? " " : String($0) }.joined()
        let cut = bodyStart.count == Self.keptBytes ? "..." : ""
        let reason =
            switch status {
            case 401, 403: "authentication refused. "
            case 300..<400: "moved to '\(headers.first(name: "Location") ?? "")', which is not followed. "
            default: ""
            }
        return "HTTP \(status): \(reason)\(body.isEmpty ? "The answer's body is empty." : body + cut)"
    }

    /// From `Retry-After`, seconds or a date (RFC 9110, section 10.2.3); nil without.
    func retryAfter(nowMs: Int64) -> Duration? {
        guard let text = headers.first(name: "Retry-After") else { return nil }
        if let seconds = Int64(text), seconds >= 0 { return .seconds(seconds) }
        return HTTPDate.milliseconds(text).map { .milliseconds(max(0, $0 - nowMs)) }
    }
}
