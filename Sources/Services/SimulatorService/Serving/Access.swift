import Bytes
import Foundation
import HTTPTypes
import Hummingbird
import Portal
import Synchronization

/// Who may ask, and from where.
struct Access: Sendable {
    /// Nil where everybody on this machine may.
    private let token: String?
    private let hosts: Set<String>
    /// What forms carry, so that no page of another site can send one. Of this process only.
    let formToken = Access.secret()
    /// What a browser keeps after signing in.
    private let session = Access.secret()

    static let cookie = "tocsin-simulator"
    static let shortestToken = 16

    init(_ configuration: ServiceConfiguration) throws(SimulatorServiceError) {
        token = configuration.token
        let isLocal = configuration.host == "localhost" || IPAddress(configuration.host)?.isLoopback == true
        guard isLocal || token != nil else {
            throw SimulatorServiceError(
                "To listen on \(configuration.host) needs a token: whoever reaches the service can make it send. Write "
                    + "\(Self.shortestToken) characters or more to a file and name it with --token-file.")
        }
        if let token, token.utf8.count < Self.shortestToken {
            throw SimulatorServiceError(
                "The token is shorter than \(Self.shortestToken) characters: take a longer one.")
        }
        hosts = ["localhost", "127.0.0.1", "::1", configuration.host]
    }

    var needsToken: Bool { token != nil }

    /// Two hundred and fifty-six random bits.
    private static func secret() -> String {
        (0..<4).map { _ in
            let digits = String(UInt64.random(in: .min ... .max), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    func isToken(_ text: String) -> Bool { token.map { isSameSecret(text, $0) } ?? true }
    func isFormToken(_ text: String?) -> Bool { text.map { isSameSecret($0, formToken) } ?? false }

    var sessionCookie: String { "\(Self.cookie)=\(session); Path=/; HttpOnly; SameSite=Strict" }

    /// Signed in, by the header of a program or the cookie of a browser.
    func isSignedIn(_ request: Request) -> Bool {
        guard token != nil else { return true }
        if let header = request.headers[.authorization], header.lowercased().hasPrefix("bearer ") {
            return isToken(String(header.dropFirst(7)))
        }
        let cookies = request.headers[values: .cookie].flatMap { $0.split(separator: ";") }
        return cookies.contains { cookie in
            let pair = cookie.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
            return pair.count == 2 && pair[0] == Self.cookie && isSameSecret(pair[1], session)
        }
    }

    /// Asked for under a name of this machine. A page of another site can let its own name lead here, and a browser
    /// would then take the answer for that site's own; with a token it has nothing to show.
    func isKnownHost(_ request: Request) -> Bool {
        guard token == nil else { return true }
        guard let host = request.head.authority.flatMap({ HostPort($0) }) else { return false }
        return hosts.contains(host.host)
    }

    /// A browser says where a request comes from; programs say nothing.
    func isSameOrigin(_ request: Request) -> Bool {
        if let site = request.headers[.secFetchSite], site != "same-origin", site != "none" { return false }
        guard let origin = request.headers[.origin] else { return true }
        guard let place = origin.range(of: "://") else { return false }
        return origin[place.upperBound...] == request.head.authority ?? ""
    }
}

extension HTTPField.Name {
    static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!  // reason: a constant token
}
