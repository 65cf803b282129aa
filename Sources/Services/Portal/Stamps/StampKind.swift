public import AlertModel
public import Bytes

/// The three images of an alert.
public enum StampKind: String, Sendable, CaseIterable {
    case science, template, difference

    /// With a large first letter.
    var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }

    /// Its file as the packet carries it; nil where there is none.
    public func bytes(of stamps: Stamps) -> Bytes? {
        switch self {
        case .science: stamps.science
        case .template: stamps.template
        case .difference: stamps.difference
        }
    }
}
