extension InjectionScore {
    /// As lines of text.
    public var text: String {
        var lines = [
            "\(matches.count) sources added, \(matches.count { $0.detection != nil }) found; "
                + "\(unmatched.count) detections of nothing that was added, \(known) known from before"
        ]
        lines.append("S/N            completeness            purity")
        for range in Self.ranges {
            let (complete, pure) = (completeness(range), purity(range))
            guard complete.whole > 0 || pure.whole > 0 else { continue }
            lines.append("\(Self.words(range).padded(15))\(Self.words(complete).padded(24))\(Self.words(pure))")
        }
        lines.append(
            "\("from 6 on".padded(15))\(Self.words(completeness(6..<1e9)).padded(24))\(Self.words(purity(6..<1e9)))")
        for least in [5.0, 6.0] {
            let count = falseDetections(from: least)
            let density = area.map { ", \(rounded(Double(count) / $0, 1)) a square degree" } ?? ""
            lines.append("false from S/N \(Int(least)) on: \(count)\(density)")
        }
        if let flux = fluxes(from: 7) {
            lines.append(
                "flux from S/N 7 on: measured by true \(rounded(flux.ratio, 4)) +- \(rounded(flux.error, 4)), "
                    + "pull \(rounded(flux.pull, 3))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    static func words(_ range: Range<Double>) -> String {
        range.upperBound > 1e6
            ? "\(Int(range.lowerBound)) and more" : "\(Int(range.lowerBound)) to \(Int(range.upperBound))"
    }

    static func words(_ share: BinomialShare) -> String {
        guard share.whole > 0 else { return "-" }
        let interval = share.interval
        return
            "\(share.part)/\(share.whole) \(rounded(100 * interval.lowerBound, 1))-\(rounded(100 * interval.upperBound, 1)) %"
    }
}

/// With so many decimals.
func rounded(_ value: Double, _ decimals: Int) -> String {
    guard value.isFinite else { return "-" }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let text = "\((value * scale).rounded() / scale)"
    return decimals == 0 && text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

extension String {
    /// With blanks up to a width, at least one.
    func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}
