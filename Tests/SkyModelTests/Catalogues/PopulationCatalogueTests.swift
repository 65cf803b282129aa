import SkyMath
import Testing

@testable import SkyModel

@Suite struct PopulationCatalogueTests {
    private static let everywhere = SkyCone(centre: SkyPosition(ra: 0, dec: 0), radius: 180)

    @Test func `Variables keep their class, period, amplitude and epoch`() throws {
        let table = try CSVTable(
            """
            name,ra,dec,Vmag,VarType,period,amplitude,epoch
            A,10,20,15,RRAB,0.5673,1.1,2457000.25
            B,11,20,13,EA/SD:,2.5,,57000.25
            C,12,20,9,M:,331,4,
            D,13,20,12,INSB,,,
            E,14,20,,EW,,,
            F,15,20,14,EW,0.3,0.5,
            """)
        let catalogue = try SkyCatalogue(variables: table)
        #expect(catalogue.leftOut == ["class 'INSB'": 1, "no magnitude": 1] && catalogue.count == 4)
        let found = catalogue.members(in: Self.everywhere).sorted { $0.position.ra < $1.position.ra }
        #expect(found.map(\.star.variability) == [.rrLyraeAB, .eclipsingDetached, .longPeriod, .eclipsingContact])
        let rr = try #require(found[0].lightCurve(seed: 1) as? RRLyrae)
        #expect(rr.period == 0.5673 && rr.amplitude == 1.1)
        let fluxes = (0..<200).map { rr.flux(.g, mjdTai: 56_999.75 + 0.5673 * Double($0) / 200) }
        let brightest = try #require(fluxes.indices.max { fluxes[$0] < fluxes[$1] })
        #expect(brightest < 12 || brightest > 188)
        let pair = try #require(found[1].lightCurve(seed: 1))
        let (eclipsed, clear) = (pair.flux(.r, mjdTai: 57_000.25), pair.flux(.r, mjdTai: 57_000.25 + 2.5 * 0.25))
        #expect(eclipsed < clear && abs(eclipsed / pair.flux(.r, mjdTai: 57_002.75) - 1) < 1e-6)
        #expect((found[2].lightCurve(seed: 1) as? LongPeriodVariable)?.period == 331)
        #expect((found[3].lightCurve(seed: 1) as? ContactBinary)?.distortion == 0.2)
    }

    @Test(arguments: [
        ("RRAB", VariabilityClass.rrLyraeAB), ("rrLyraeC", .rrLyraeC), ("RR(B)", .rrLyraeAB), ("DCEP", .cepheid),
        ("DSCTC", .deltaScuti), ("UV", .flareDwarf), ("UGSU", .dwarfNova), ("SRB", .longPeriod), ("BY:", .active),
        ("RRL", .rrLyraeAB), ("LPV", .longPeriod),
    ]) func `Classes are known by the names of GCVS, ALeRCE and our own`(name: String, kind: VariabilityClass) {
        #expect(VariableName.kind(name) == kind)
    }

    @Test func `Galaxies of OpenNGC and of the Local Universe have redshift, size, shape and all bands`() throws {
        let table = try CSVTable(
            """
            Name;Type;RA;Dec;MajAx;MinAx;PosAng;B-Mag;V-Mag;Hubble;RadVel;Redshift
            IC0001;**;00:08:27.05;+27:43:03.6;;;;;;;;
            IC0002;G;00:11:00.88;-12:49:22.3;0.98;0.32;142;15.46;;Sb;6775;0.022860
            NGC9999;G;01:00:00;+10:00:00;2;1;;13;12;E;3000;
            NGC9998;G;02:00:00;+10:00:00;2;1;;;;E;3000;
            """)
        let catalogue = try SkyCatalogue(galaxies: table)
        #expect(catalogue.leftOut == ["type '**'": 1, "no magnitude": 1])
        let found = catalogue.members(in: Self.everywhere).sorted { $0.position.ra < $1.position.ra }
        #expect(found.map(\.type) == [.spiral, .elliptical] && found[0].redshift == 0.022860)
        #expect(abs(found[0].axisRatio - 0.32 / 0.98) < 1e-12 && found[0].positionAngle == 142)
        #expect(abs(found[0].halfLightRadius - 0.98 * 30 * 0.544) < 1e-9)
        #expect(abs(found[1].redshift - 3000 / 299_792.458) < 1e-12)
        #expect((-22.5 ... -18.5).contains(found[0].absoluteMagnitude))
        let mags = Passband.allCases.map(found[1].magnitude)
        #expect(mags == mags.sorted(by: >) && (9.5...11.5).contains(found[1].logStellarMass + 0.2))
        #expect(found.allSatisfy { $0.id.kind == .catalogueGalaxy })
        let local = try SkyCatalogue(
            galaxies: CSVTable("name,ra,dec,distmpc,b2a,pa,magb,mstar\nA,1,2,175.2,0.4,149,16,2e10"))
        let galaxy = try #require(local.members(in: Self.everywhere).first)
        let distance = Cosmology.planck2018.luminosityDistance(redshift: galaxy.redshift)
        #expect(abs(distance - 175.2) < 1e-6 && galaxy.axisRatio == 0.4 && galaxy.positionAngle == 149)
        #expect(abs(galaxy.logStellarMass - 10.301) < 1e-3)
    }

    @Test func `Column z is a redshift beside no other magnitudes of one letter, else a magnitude`() throws {
        let redshift = try SkyCatalogue(activeGalaxies: CSVTable("ra,dec,psfMag_r,z,logbh\n1,2,18,1.5,9"))
        let nucleus = try #require(redshift.members(in: Self.everywhere).first)
        #expect(nucleus.host.redshift == 1.5 && nucleus.logBlackHoleMass == 9 && nucleus.magnitudes[.r] == 18)
        #expect((-28 ... -24).contains(nucleus.absoluteMagnitude) && (-3...1).contains(nucleus.logEddingtonRatio))
        let both = try SkyCatalogue(galaxies: CSVTable("ra,dec,g,r,i,z,redshift\n1,2,18,17,16.5,16.25,0.1"))
        let galaxy = try #require(both.members(in: Self.everywhere).first)
        #expect(galaxy.redshift == 0.1 && galaxy.magnitude(.z) == 16.25)
    }

    @Test func `Transients peak when and as bright as the catalogue says`() throws {
        let table = try CSVTable(
            """
            ZTFID,RA,Dec,peakt,peakfilt,peakmag,type,redshift
            ZTF17a,08:29:47.59,+33:54:22.8,879.69,g,17.9475,SN Ia,0.062
            ZTF17b,08:29:47.59,+30:00:00,900,r,19,SN II,
            ZTF17c,08:29:47.59,+31:00:00,900,r,19,Cand,0.1
            ZTF17d,08:29:47.59,+32:00:00,,r,19,SN Ic,0.1
            """)
        let catalogue = try SkyCatalogue(transients: table)
        #expect(catalogue.leftOut == ["type 'Cand'": 1, "no time": 1])
        let found = catalogue.members(in: Self.everywhere).sorted { $0.position.dec > $1.position.dec }
        #expect(found.map(\.event.kind) == [.supernovaIa, .supernovaII] && found[0].band == .g)
        let time = TimeScale.mjdTai(fromMjdUtc: 58_879.19)
        #expect(abs(found[0].peakMjdTai - time) < 1e-9)
        for transient in found {
            let curve = transient.lightCurve(seed: 4)
            let peak = ABMagnitude.magnitude(nJy: curve.flux(transient.band, mjdTai: transient.peakMjdTai))
            #expect(abs(peak - (transient.peakMagnitude ?? 0)) < 1e-9)
            for days in stride(from: -40.0, through: 120, by: 1.7) {
                let flux = curve.flux(transient.band, mjdTai: transient.peakMjdTai + days)
                #expect(ABMagnitude.magnitude(nJy: flux) > peak - 0.01)
            }
        }
        let modulus = Cosmology.planck2018.distanceModulus(redshift: found[1].event.redshift)
        #expect(abs(19 - modulus + 16.15) < 1e-6)
        let named = try SkyCatalogue(
            transients: CSVTable(
                "name,ra,declination,redshift,type,discoverydate,discoverymag,filter\n"
                    + "2022and,150.0,3.7,0.043,SN II,2022-01-27 10:49:26.400,18.965,orange"))
        #expect(named.members(in: Self.everywhere).first?.band == .r)
    }
}
