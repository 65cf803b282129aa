/// Why a template cannot be made, or an exposure cannot go into it.
public struct TemplatesError: Error, Sendable, Hashable {
    /// What kind of refusal it is, for callers that go on without the exposure.
    public enum Reason: Sendable, Hashable {
        case noOverlap, band, frozen, size, allMasked, duplicate, parameter, psf, tooMany
    }

    /// The kind, for callers that tell refusals apart.
    public let reason: Reason
    /// What is wrong, in words.
    public let message: String

    init(_ reason: Reason, _ message: String) {
        (self.reason, self.message) = (reason, message)
    }
}

extension TemplatesError: CustomStringConvertible {
    public var description: String { message }
}
