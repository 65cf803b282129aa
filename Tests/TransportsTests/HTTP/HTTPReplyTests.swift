import NIOHTTP1
import Testing

@testable import Transports

private func reply(_ status: Int, _ headers: [(String, String)] = []) -> HTTPReply {
    HTTPReply(HTTPResponseHead(version: .http1_1, status: .init(statusCode: status), headers: HTTPHeaders(headers)))
}

@Test(arguments: [
    ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777_000), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
    ("Thu, 29 Feb 2024 23:59:59 GMT", 1_709_251_199_000), ("Fri, 31 Dec 2100 12:00:00 GMT", 4_133_937_600_000),
])
func `a date of HTTP is read`(text: String, milliseconds: Int64) {
    #expect(HTTPDate.milliseconds(text) == milliseconds)
}

@Test(arguments: [
    "", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 32 Nov 1994 08:49:37 GMT",
    "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Nov 1994 08:49 GMT", "Sun, 06 Foo 1994 08:49:37 GMT",
    "Sun, 06 Nov 99999999999999999999 08:49:37 GMT",
])
func `what is no date of HTTP is none`(text: String) {
    #expect(HTTPDate.milliseconds(text) == nil)
}

@Test func `Retry-After is seconds or a date, else nothing`() {
    let nowMs: Int64 = 784_111_770_000
    #expect(reply(429, [("Retry-After", "120")]).retryAfter(nowMs: nowMs) == .seconds(120))
    let date = [("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT")]
    #expect(reply(503, date).retryAfter(nowMs: nowMs) == .seconds(7))
    #expect(reply(503, date).retryAfter(nowMs: nowMs + 100_000) == .zero)
    for text in ["-5", "soon", "1.5", "99999999999999999999"] {
        #expect(reply(503, [("Retry-After", text)]).retryAfter(nowMs: nowMs) == nil)
    }
}

@Test func `only what may pass is tried again`() {
    let transient = (100..<600).filter { reply($0).isTransient }
    #expect(transient == [408, 429] + (500..<600).filter { $0 != 501 && $0 != 505 })
}

@Test func `a body is told by its beginning, without control characters`() {
    var answer = reply(400)
    #expect(answer.text == "HTTP 400: The answer's body is empty.")
    answer.bodyStart = Array("a\u{1b}[31m\nb".utf8) + [0xff]
    #expect(answer.text == "HTTP 400: a [31m b\u{fffd}")
    answer.bodyStart = Array(repeating: UInt8(ascii: "x"), count: HTTPReply.keptBytes)
    #expect(answer.text.hasSuffix("x..."))
}
