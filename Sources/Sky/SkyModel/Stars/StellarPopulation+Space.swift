extension StellarPopulation {
    /// Density at a place relative to that near the Sun, of the stars with M_r.
    func density(_ place: GalacticPlace, absoluteMagnitude: Double) -> Double {
        switch component {
        case .thinDisc: GalacticDensity.thinDisc(place, scaleHeight: scaleHeight(absoluteMagnitude))
        case .thickDisc: GalacticDensity.thickDisc(place)
        case .halo: GalacticDensity.halo(place)
        case .bulge: GalacticDensity.bulge(place)
        }
    }

    /// Whether the density's run along a line of sight depends on M_r.
    var isStratified: Bool { component == .thinDisc && sequence == .mainSequence }

    /// Of the thin disc, kpc: Bahcall and Soneira 1980, doi:10.1086/190685, with the old disc's 300 pc of Juric et
    /// al. 2008.
    func scaleHeight(_ absoluteMagnitude: Double) -> Double {
        switch sequence {
        case .mainSequence: Self.dwarfScaleHeight(absoluteMagnitude)
        case .giant: 0.25
        case .cepheid: 0.075
        default: 0.28
        }
    }

    static func dwarfScaleHeight(_ absoluteMagnitude: Double) -> Double {
        min(max(0.09 + 0.075 * (absoluteMagnitude - 2.3), 0.09), 0.3)
    }

    /// m_band - m_r without extinction for u ... y at M_r.
    func colours(absoluteMagnitude m: Double) -> [Double] {
        switch (sequence, component) {
        case (.mainSequence, .thinDisc), (.mainSequence, .bulge):
            ColourTrack.mainSequence.relativeToR(absoluteMagnitude: m)
        case (.mainSequence, .thickDisc): subdwarf(m, fainterBy: 0.45, bluerInU: 0.15)
        case (.mainSequence, .halo): subdwarf(m, fainterBy: 1.0, bluerInU: 0.35)
        case (.giant, .halo): ColourTrack.haloGiants.relativeToR(absoluteMagnitude: m)
        case (.giant, _): ColourTrack.discGiants.relativeToR(absoluteMagnitude: m)
        case (.whiteDwarf, _): ColourTrack.whiteDwarfs.relativeToR(absoluteMagnitude: m)
        case (.horizontalBranch, _): ColourTrack.rrLyrae.relativeToR(absoluteMagnitude: m)
        case (.cepheid, _): ColourTrack.cepheids.relativeToR(absoluteMagnitude: m)
        case (.cataclysmic, _): ColourTrack.cataclysmic.relativeToR(absoluteMagnitude: m)
        }
    }

    /// Metal-poor dwarfs are fainter than those of their colour in the disc: Ivezic et al. 2008, doi:10.1086/589678,
    /// equation A1.
    private func subdwarf(_ m: Double, fainterBy shift: Double, bluerInU: Double) -> [Double] {
        var colours = ColourTrack.mainSequence.relativeToR(absoluteMagnitude: m - shift)
        if m < 9 { colours[0] -= bluerInU }
        return colours
    }
}
