internal import AlertModel
internal import Bytes
internal import SkyMath

/// A packet's records in ZTF's words.
struct ZTFSamples {
    let sky: SyntheticSky

    func packet(_ detection: SyntheticDetection, history: [SyntheticDetection], stamps: [Bytes]) -> Sample {
        let names = ["sci", "ref", "diff"].map { "candid\(detection.id)_targ_\($0).fits.gz" }
        func cutout(_ index: Int) -> Sample {
            .record(["fileName": .text(names[index]), "stampData": .bytes(stamps[index])])
        }
        return .record([
            "schemavsn": .text("4.02"), "publisher": .text("tocsin synthetic"),
            "objectId": .text(name(detection.object)), "candid": .integer(detection.id),
            "candidate": candidate(detection, history: history), "prv_candidates": .list(history.map(previous)),
            "fp_hists": .list(history.map(forced)), "cutoutScience": cutout(0), "cutoutTemplate": cutout(1),
            "cutoutDifference": cutout(2),
        ])
    }

    private func candidate(_ detection: SyntheticDetection, history: [SyntheticDetection]) -> Sample {
        let isAsteroid = sky.kind(detection.object) == .asteroid
        var fields = measured(detection)
        let first = history.first ?? detection
        fields["drb"] = .number(detection.reliability)
        fields["jdstarthist"] = .number(TimeScale.jdUtc(fromMjdTai: first.midpointMjdTai))
        fields["jdendhist"] = .number(TimeScale.jdUtc(fromMjdTai: detection.midpointMjdTai))
        fields["ndethist"] = .integer(Int64(history.count + 1))
        fields["ssdistnr"] = .number(isAsteroid ? 0.4 : -999)
        fields["ssmagnr"] = .number(isAsteroid ? 19.2 : -999)
        fields["ssnamenr"] = .text(isAsteroid ? "\(1000 + detection.object)" : "null")
        return .record(fields)
    }

    /// An epoch too faint to be found is an upper limit.
    private func previous(_ detection: SyntheticDetection) -> Sample {
        if detection.snr > 5 { return .record(measured(detection)) }
        return .record([
            "jd": .number(TimeScale.jdUtc(fromMjdTai: detection.midpointMjdTai)), "fid": .integer(fid(detection)),
            "pid": .integer(detection.visit), "diffmaglim": .number(limit(detection)), "programid": .integer(1),
        ])
    }

    private func measured(_ detection: SyntheticDetection) -> [String: Sample] {
        let flux = abs(detection.psfFlux)
        return [
            "jd": .number(TimeScale.jdUtc(fromMjdTai: detection.midpointMjdTai)), "fid": .integer(fid(detection)),
            "pid": .integer(detection.visit), "diffmaglim": .number(limit(detection)), "programid": .integer(1),
            "candid": .integer(detection.id), "isdiffpos": .text(detection.isNegative ? "f" : "t"),
            "rcid": .integer(Int64(detection.detector % 64)), "field": .integer(500),
            "xpos": .number(1000), "ypos": .number(1500), "ra": .number(detection.ra), "dec": .number(detection.dec),
            "magpsf": .number(Magnitude.magnitude(ofFlux: flux) ?? 25),
            "sigmapsf": .number(Magnitude.magnitudeErr(flux: flux, fluxErr: detection.psfFluxErr) ?? 1),
            "rb": .number(detection.reliability), "nbad": .integer(0), "magzpsci": .number(Self.zeroPoint),
        ]
    }

    private static let zeroPoint = 26.3

    private func forced(_ detection: SyntheticDetection) -> Sample {
        let scale = Magnitude.flux(ofMagnitude: Self.zeroPoint) ?? 1
        return .record([
            "jd": .number(TimeScale.jdUtc(fromMjdTai: detection.midpointMjdTai)), "fid": .integer(fid(detection)),
            "pid": .integer(detection.visit), "rcid": .integer(Int64(detection.detector % 64)),
            "magzpsci": .number(Self.zeroPoint), "forcediffimflux": .number(detection.psfFlux / scale),
            "forcediffimfluxunc": .number(detection.psfFluxErr / scale), "procstatus": .text("0"),
        ])
    }

    private func limit(_ detection: SyntheticDetection) -> Double {
        Magnitude.magnitude(ofFlux: 5 * detection.psfFluxErr) ?? 20
    }

    private func fid(_ detection: SyntheticDetection) -> Int64 { Int64(detection.epoch % 2 + 1) }

    /// `ZTF26` and the object's number in seven letters.
    private func name(_ object: Int) -> String {
        var letters: [Character] = []
        var rest = object
        for _ in 0..<7 {
            letters.append(Character(UnicodeScalar(UInt8(97 + rest % 26))))
            rest /= 26
        }
        return "ZTF26" + String(letters.reversed())
    }
}
