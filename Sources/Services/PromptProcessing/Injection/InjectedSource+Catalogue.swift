internal import FITS

extension InjectedSource {
    /// The sources, a row each, with their places on the sky where the exposure's header tells them.
    public static func catalogue(_ sources: [InjectedSource], of exposure: Exposure) -> Catalogue {
        func column(_ name: String, _ unit: String, _ value: (InjectedSource) -> Double) -> NewColumn {
            NewColumn(name, .doubles(sources.map(value)), unit: unit)
        }
        var columns = [column("x", "pixel") { $0.x }, column("y", "pixel") { $0.y }]
        columns += exposure.skyColumns(x: sources.map(\.x), y: sources.map(\.y))
        columns += [column("flux", "") { $0.flux }, column("snr", "") { $0.signalToNoise }]
        columns.append(NewColumn("nearSource", .logicals(sources.map(\.isNearSource))))
        return Catalogue(name: "INJECTED", columns: columns)
    }
}
