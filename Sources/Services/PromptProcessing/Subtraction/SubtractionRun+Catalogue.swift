internal import Differencing
internal import FITS
internal import Imaging

extension SubtractionRun {
    /// The detections, a row each. Positions in pixels are counted from 0, fluxes are in the template's unit.
    ///
    /// - Parameter reliability: of each detection; nil for none.
    public func catalogue(reliability: [Double]? = nil) -> Catalogue {
        let found = result.detections
        let apparent = result.kernel.method == .zogy ? "Scorr of proper subtraction" : "by the sky's noise alone"
        func column(_ name: String, _ unit: String, _ words: String, _ value: (DifferenceDetection) -> Double)
            -> NewColumn
        {
            NewColumn(name, .doubles(found.map(value)), unit: unit, comment: words)
        }
        var columns = [
            NewColumn("id", .int64s(found.indices.map { Int64($0 + 1) }), comment: "place in this table, from 1")
        ]
        columns += [
            column("x", "pixel", "first pixel's centre is 0") { $0.x },
            column("y", "pixel", "first pixel's centre is 0") { $0.y },
            column("xErr", "pixel", "standard deviation") { $0.xError },
            column("yErr", "pixel", "standard deviation") { $0.yError },
        ]
        columns += science.skyColumns(x: found.map(\.x), y: found.map(\.y))
        columns += [
            column("snr", "", "residuals of static sources reckoned with") { $0.signalToNoise },
            column("psfFlux", "", "template's unit, science less template") { $0.flux },
            column("psfFluxErr", "", "standard deviation") { $0.fluxError },
            column("apparentSnr", "", apparent) { $0.apparentSignalToNoise },
            column("psfChi2", "", "chi^2 of the PSF's fit by pixels") { $0.reducedChiSquare },
            column("coverage", "", "share of the PSF on usable pixels") { $0.coverage },
            column("surfaceBrightness", "", "of the static scene, template's unit a pixel") { $0.surfaceBrightness },
            column("birge", "", "scatter of what is left over, 1 is right") { $0.birgeFactor },
        ]
        columns.append(
            NewColumn("nuisances", .int64s(found.map { Int64($0.nuisances) }), comment: "residuals allowed for"))
        columns.append(NewColumn("flagged", .int32s(found.map { Int32($0.flags.rawValue) }), comment: "0 for no doubt"))
        columns.append(NewColumn("flags", .strings(found.map { $0.flags.description }), comment: "names of the doubts"))
        if let reliability {
            columns.append(NewColumn("reliability", .doubles(reliability), comment: "probability of being real"))
        }
        return Catalogue(name: "DETECTIONS", columns: columns)
    }
}
