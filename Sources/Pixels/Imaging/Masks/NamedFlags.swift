/// A set of bits that have names; in words it is the names, separated by commas.
public protocol NamedFlags: OptionSet, CustomStringConvertible where RawValue: FixedWidthInteger {
    /// In the order of the bits.
    static var names: [String] { get }
}

extension NamedFlags {
    public var description: String {
        Self.names.indices.filter { rawValue & 1 << RawValue($0) != 0 }.map { Self.names[$0] }.joined(separator: ",")
    }
}
