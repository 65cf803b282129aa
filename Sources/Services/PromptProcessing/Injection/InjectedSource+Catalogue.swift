internal import FITS

extension InjectedSource {
    /// The sources, a row each, with their places on the sky where the exposure's header tells them.
    public static func catalogue(_ sources: [InjectedSource], of exposure: Exposure) -> Catalogue {
        func column(_ name: String, _ unit: String, _ value: (InjectedSource) -> Double) -> NewColumn {
            NewColumn(name, .doubles(sources.map(value)), unit: unit)
        }
        var columns = [column("x", "pixel") { $0.x }, column("y", "pixel") { $0.y }]
        if let world = exposure.world {
            let sky = world.sky(x: sources.map(\.x), y: sources.map(\.y))
            columns.append(NewColumn("ra", .doubles(sky.ra), unit: "deg"))
            columns.append(NewColumn("dec", .doubles(sky.dec), unit: "deg"))
        }
        columns += [column("flux", "") { $0.flux }, column("snr", "") { $0.signalToNoise }]
        columns.append(NewColumn("nearSource", .logicals(sources.map(\.isNearSource))))
        return Catalogue(name: "INJECTED", columns: columns)
    }
}
