internal import NIOCore

extension Duration {
    /// Seconds, as text and arithmetic want them.
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }

    /// Nanoseconds; at most 292 years.
    var timeAmount: TimeAmount {
        let whole = components.seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return .nanoseconds(whole.overflow ? .max : whole.partialValue &+ components.attoseconds / 1_000_000_000)
    }

    /// `2.5 s`.
    var text: String {
        let tenths = Int((seconds * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
    }
}
