import Foundation

/// Sizes as people read them.
enum Size {
    /// `1.4 GB`; decimal units.
    static func text(_ bytes: some BinaryInteger) -> String {
        let units = ["B", "kB", "MB", "GB", "TB", "PB"]
        var value = Double(bytes)
        var unit = 0
        while value >= 1000 && unit < units.count - 1 {
            value /= 1000
            unit += 1
        }
        return unit == 0 ? "\(bytes) B" : "\(Number.text(value, digits: 1)) \(units[unit])"
    }
}

enum Number {
    /// A fixed number of decimals, with a point whatever the locale.
    static func text(_ value: Double, digits: Int) -> String {
        String(format: "%.\(digits)f", value)
    }
}

extension Console {
    /// A JSON value; its 64-bit integers stay exact.
    static func printJSON(_ value: Any, pretty: Bool = true) throws {
        var options: JSONSerialization.WritingOptions = [.sortedKeys, .withoutEscapingSlashes]
        if pretty { options.insert(.prettyPrinted) }
        write(Array(try JSONSerialization.data(withJSONObject: value, options: options)) + [10])
    }
}
