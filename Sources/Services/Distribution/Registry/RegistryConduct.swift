/// How a registry behaves for the time being.
public struct RegistryConduct: Sendable, Hashable {
    /// What it does instead of answering; nil for nothing.
    public var outage: Outage?
    /// No credentials are accepted, not even the right ones.
    public var areCredentialsExpired = false

    /// A way of being away.
    public enum Outage: Sendable, Hashable {
        /// Every request is answered by this status of HTTP, 500 to 599.
        case status(Int)
        /// Every connection is closed without a word.
        case hangUp
        /// Every answer is late by so much, but right.
        case slow(Duration)
    }

    /// As it should.
    public static let normal = RegistryConduct()

    /// Both as given; without either it answers as it should.
    public init(outage: Outage? = nil, areCredentialsExpired: Bool = false) {
        self.outage = outage
        self.areCredentialsExpired = areCredentialsExpired
    }
}

extension SchemaCatalogue {
    /// The answer of a registry that behaves so; nil where the connection is closed without one.
    ///
    /// - Parameter credentials: nil for a registry that everybody may read. Even there a client that shows some is
    ///   refused while credentials are expired.
    public func answer(
        to request: RegistryRequest, credentials: RegistryCredentials?, conduct: RegistryConduct
    ) -> RegistryAnswer? {
        switch conduct.outage {
        case .hangUp: return nil
        case .status(let status): return .unavailable(status)
        case .slow, nil: break
        }
        if conduct.areCredentialsExpired, credentials != nil || request.authorization != nil {
            return .unauthorized("The credentials have expired.")
        }
        if let credentials, !credentials.accept(request.authorization) {
            return .unauthorized(
                request.authorization == nil
                    ? "This registry wants credentials." : "The credentials are not those of this registry.")
        }
        return answer(to: request)
    }
}
