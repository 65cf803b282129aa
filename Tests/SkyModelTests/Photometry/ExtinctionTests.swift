import Foundation
import SkyMath
import SkyModel
import Testing

@Suite struct ExtinctionTests {
    /// A(wavelength) for A_V = 1 from PyPI `extinction` 0.4.9; columns: nm, F99 at R_V 3.1 and 2.1, CCM89 at 3.1 and
    /// 2.5.
    static let reference: [(nm: Double, f31: Double, f21: Double, c31: Double, c25: Double)] = [
        (150, 2.60251, 4.62833, 2.66388, 3.40147), (220, 3.05305, 4.56151, 3.1517, 3.90237),
        (260, 2.12612, 2.95191, 2.15352, 2.56605), (300, 1.79675, 2.30679, 1.81816, 2.09857),
        (368, 1.51931, 1.78483, 1.55008, 1.6908), (480, 1.1859, 1.27452, 1.1838, 1.22444),
        (622, 0.82355, 0.74517, 0.87113, 0.85428), (755, 0.60919, 0.52683, 0.66475, 0.6274),
        (869, 0.48076, 0.42588, 0.50912, 0.45963), (973, 0.39528, 0.36389, 0.4222, 0.37956),
        (1200, 0.27508, 0.27373, 0.30123, 0.27081), (2200, 0.10912, 0.11149, 0.11352, 0.10206),
    ]

    @Test func `both laws are those of an independent program`() {
        for row in Self.reference {
            for (law, rv, expected) in [
                (ExtinctionLaw.fitzpatrick1999, 3.1, row.f31), (.fitzpatrick1999, 2.1, row.f21),
                (.cardelli1989, 3.1, row.c31), (.cardelli1989, 2.5, row.c25),
            ] {
                let ours = law.magnitudes(nm: row.nm, av: 1, rv: rv)
                #expect(abs(ours - expected) < 0.006, "\(law) \(rv) at \(row.nm): \(ours), not \(expected)")
            }
        }
    }

    /// Schlafly and Finkbeiner (2011, doi:10.1088/0004-637X/737/2/103), table 6, R_V 3.1, which holds their factor
    /// 0.86.
    @Test func `dust dims LSST's bands as the published table says`() {
        let published = PerBand(u: 4.145, g: 3.237, r: 2.273, i: 1.684, z: 1.323, y: 1.088)
        for band in Passband.allCases {
            let ratio = ExtinctionLaw.galacticPerBand[band] * 0.86 / published[band]
            #expect(abs(ratio - 1) < 0.12, "\(band): \(ratio)")
        }
    }

    @Test func `magnitudes and nanojanskys go both ways`() {
        #expect(abs(ABMagnitude.nJy(31.4) - 1) < 1e-12)
        #expect(abs(ABMagnitude.magnitude(nJy: ABMagnitude.nJy(22.3)) - 22.3) < 1e-12)
        #expect(abs(ABMagnitude.nJy(20) / ABMagnitude.nJy(25) - 100) < 1e-9)
    }
}
