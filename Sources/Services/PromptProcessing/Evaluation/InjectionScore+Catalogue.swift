internal import Differencing
internal import FITS

extension InjectionScore {
    /// Of several rounds together.
    init(_ rounds: [InjectionScore]) {
        self.init(
            matches: rounds.flatMap(\.matches), unmatched: rounds.flatMap(\.unmatched),
            known: rounds.reduce(0) { $0 + $1.known },
            area: rounds.allSatisfy { $0.area != nil } ? rounds.reduce(0) { $0 + ($1.area ?? 0) } : nil)
    }

    /// A row for each added source, with what was found of it.
    public var catalogue: Catalogue {
        func column(_ name: String, _ value: (Match) -> Double) -> NewColumn {
            NewColumn(name, .doubles(matches.map(value)))
        }
        return Catalogue(
            name: "MATCHES",
            columns: [
                column("x") { $0.source.x }, column("y") { $0.source.y }, column("flux") { $0.trueFlux },
                column("trueSnr") { $0.trueSignalToNoise }, column("snr") { $0.detection?.signalToNoise ?? .nan },
                column("psfFlux") { $0.detection?.flux ?? .nan },
                column("psfFluxErr") { $0.detection?.fluxError ?? .nan },
                column("offset") { match in
                    match.detection.map {
                        let (dx, dy) = ($0.x - match.source.x, $0.y - match.source.y)
                        return (dx * dx + dy * dy).squareRoot()
                    } ?? .nan
                },
                NewColumn("nearSource", .logicals(matches.map(\.source.isNearSource))),
                NewColumn("isFound", .logicals(matches.map { $0.detection != nil })),
            ])
    }
}
