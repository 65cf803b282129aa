internal import Bytes
internal import Foundation

/// Who may read a registry: a name and password (HTTP's Basic), a token (Bearer), or either.
///
/// Its description shows neither.
public struct RegistryCredentials: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    /// As headers hold them, without the word before.
    private let basic: String?
    private let token: String?

    /// - Parameter user: without a colon, which would end it.
    /// - Throws: `DistributionError` (`badOption`) where neither is given, or one is empty or cannot be sent.
    public init(user: String? = nil, password: String? = nil, token: String? = nil) throws(DistributionError) {
        guard user != nil || token != nil, (user == nil) == (password == nil) else {
            throw DistributionError(.badOption, origin: "registry", "credentials are a user and a password, or a token")
        }
        if let user, user.isEmpty || user.contains(":") {
            throw DistributionError(.badOption, origin: "registry", "a user's name is not empty and has no colon")
        }
        for text in [password, token].compactMap(\.self) where text.isEmpty {
            throw DistributionError(.badOption, origin: "registry", "a password or token is not empty")
        }
        basic = user.map { Data("\($0):\(password ?? "")".utf8).base64EncodedString() }
        self.token = token
    }

    /// Whether the value of an `Authorization` header is right. How long it takes does not tell how much of it is.
    public func accept(_ authorization: String?) -> Bool {
        guard let authorization, let space = authorization.firstIndex(of: " ") else { return false }
        let value = authorization[authorization.index(after: space)...].drop { $0 == " " }
        switch authorization[..<space].lowercased() {
        case "basic": return basic.map { isSameSecret(value, $0) } ?? false
        case "bearer": return token.map { isSameSecret(value, $0) } ?? false
        default: return false
        }
    }

    public var description: String { "(credentials)" }
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
