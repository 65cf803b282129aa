internal import Differencing
internal import Reports

extension InjectionScore {
    /// A page with the requirement's curves: completeness and purity against S/N, with binomial errors.
    public func html(title: String) -> String {
        let complete = curve("completeness, against true S/N") { completeness($0) }
        let near = curve("near sources") { completeness($0, nearSources: true) }
        let pure = curve("purity, against measured S/N") { purity($0) }
        let body =
            "<h1>\(HTML.escaped(title))</h1><pre>\(HTML.escaped(text))</pre>"
            + "<h2>Completeness</h2>"
            + Plot([complete, near], xLabel: "true S/N", yLabel: "found", yRange: 0...1.05).svg
            + "<h2>Purity</h2>" + Plot([pure], xLabel: "measured S/N", yLabel: "real", yRange: 0...1.05).svg
            + "<h2>Fluxes</h2>" + fluxPlot
            + "<p>Error bars hold 68 % (Wilson's interval). Purity is that of this experiment: it depends on how many "
            + "sources were added.</p>"
        return HTML.page(title: title, body: body)
    }

    private func curve(_ name: String, _ share: (Range<Double>) -> BinomialShare) -> Plot.Series {
        let points = Self.ranges.compactMap { range -> Plot.Point? in
            let share = share(range)
            guard share.whole > 0, range.upperBound < 1e6 else { return nil }
            let middle = (range.lowerBound + range.upperBound) / 2
            return Plot.Point(x: middle, y: share.value, range: share.interval)
        }
        return Plot.Series(name, points, isLine: true)
    }

    private var fluxPlot: String {
        let points = matches.compactMap { match in
            match.detection.map {
                Plot.Point(x: match.trueSignalToNoise, y: ($0.flux - match.trueFlux) / $0.fluxError)
            }
        }
        return Plot(
            [Plot.Series("pulls", points)], xLabel: "true S/N", yLabel: "(measured - true) / error", yRange: -5...5
        ).svg
    }
}
