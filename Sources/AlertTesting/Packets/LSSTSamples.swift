internal import AlertModel
internal import Bytes

/// A packet's records in LSST's words, for versions 8 and later.
struct LSSTSamples {
    let sky: SyntheticSky

    func packet(_ detection: SyntheticDetection, history: [SyntheticDetection], stamps: [Bytes]) -> Sample {
        let isAsteroid = sky.kind(detection.object) == .asteroid
        var packet: [String: Sample] = [
            "diaSourceId": .integer(detection.id), "observation_reason": .text("synthetic"),
            "target_name": .text("made by tocsin"), "diaSource": source(detection),
            "cutoutScience": .bytes(stamps[0]), "cutoutTemplate": .bytes(stamps[1]),
            "cutoutDifference": .bytes(stamps[2]),
        ]
        if isAsteroid {
            packet["ssSource"] = solarSystemSource(detection)
            let name = Sample.text(designation(detection.object))
            packet["mpc_orbits"] = .record(["designation": name])
            packet["MPCORB"] = .record([
                "mpcDesignation": name, "ssObjectId": .integer(ssObjectID(detection.object)),
            ])
        } else {
            packet["diaObject"] = object(history.filter { $0.snr > 5 } + [detection])
            let found = history.filter { $0.snr > 5 }
            packet["prvDiaSources"] = found.isEmpty ? .null : .list(found.map(source))
            packet["prvDiaForcedSources"] = .list((history + [detection]).map(forced))
        }
        return .record(packet)
    }

    private func source(_ detection: SyntheticDetection) -> Sample {
        let isAsteroid = sky.kind(detection.object) == .asteroid
        return .record([
            "diaSourceId": .integer(detection.id), "visit": .integer(detection.visit),
            "detector": .integer(Int64(detection.detector)),
            "diaObjectId": isAsteroid ? .null : .integer(objectID(detection.object)),
            "ssObjectId": isAsteroid ? .integer(ssObjectID(detection.object)) : .null,
            "midpointMjdTai": .number(detection.midpointMjdTai), "ra": .number(detection.ra),
            "dec": .number(detection.dec), "raErr": .number(2e-6), "decErr": .number(2e-6),
            "x": .number(2000 + Double(detection.object % 100)), "y": .number(1000 + Double(detection.object % 77)),
            "psfFlux": .number(detection.psfFlux), "psfFluxErr": .number(detection.psfFluxErr),
            "apFlux": .number(detection.psfFlux * 1.02), "apFluxErr": .number(detection.psfFluxErr * 1.4),
            "scienceFlux": .number(detection.psfFlux + detection.templateFlux),
            "scienceFluxErr": .number(detection.psfFluxErr), "templateFlux": .number(detection.templateFlux),
            "templateFluxErr": .number(detection.psfFluxErr * 0.3), "snr": .number(detection.snr),
            "psfNdata": .integer(441), "psfChi2": .number(441), "isNegative": .flag(detection.isNegative),
            "isDipole": .flag(false), "centroid_flag": .flag(false), "pixelFlags": .flag(false),
            "extendedness": .number(0), "reliability": .number(detection.reliability),
            "band": .text(detection.band.letter), "bboxSize": .integer(30), "exposureTime": .number(30),
            "timeProcessedMjdTai": .number(detection.midpointMjdTai + 60.0 / 86400),
        ])
    }

    private func forced(_ detection: SyntheticDetection) -> Sample {
        .record([
            "diaForcedSourceId": .integer(detection.id + 1), "diaObjectId": .integer(objectID(detection.object)),
            "ra": .number(detection.ra), "dec": .number(detection.dec), "visit": .integer(detection.visit),
            "detector": .integer(Int64(detection.detector)), "psfFlux": .number(detection.psfFlux),
            "psfFluxErr": .number(detection.psfFluxErr), "midpointMjdTai": .number(detection.midpointMjdTai),
            "scienceFlux": .number(detection.psfFlux + detection.templateFlux),
            "scienceFluxErr": .number(detection.psfFluxErr), "band": .text(detection.band.letter),
            "timeProcessedMjdTai": .number(detection.midpointMjdTai + 60.0 / 86400),
        ])
    }

    private func object(_ detections: [SyntheticDetection]) -> Sample {
        let last = detections[detections.count - 1]
        let place = sky.position(last.object, epoch: 0)
        var fields: [String: Sample] = [
            "diaObjectId": .integer(objectID(last.object)), "ra": .number(place.ra), "dec": .number(place.dec),
            "raErr": .number(1e-6), "decErr": .number(1e-6), "nDiaSources": .integer(Int64(detections.count)),
            "firstDiaSourceMjdTai": .number(detections[0].midpointMjdTai),
            "lastDiaSourceMjdTai": .number(last.midpointMjdTai),
            "validityStartMjdTai": .number(last.midpointMjdTai + 60.0 / 86400),
        ]
        for band in Band.allCases where band != .unknown {
            let fluxes = detections.filter { $0.band == band }.map(\.psfFlux)
            guard let least = fluxes.min(), let most = fluxes.max() else { continue }
            fields["\(band.letter)_psfFluxMean"] = .number(fluxes.reduce(0, +) / Double(fluxes.count))
            fields["\(band.letter)_psfFluxMin"] = .number(least)
            fields["\(band.letter)_psfFluxMax"] = .number(most)
            fields["\(band.letter)_psfFluxNdata"] = .integer(Int64(fluxes.count))
        }
        return .record(fields)
    }

    private func solarSystemSource(_ detection: SyntheticDetection) -> Sample {
        .record([
            "ssObjectId": .integer(ssObjectID(detection.object)), "diaSourceId": .integer(detection.id),
            "designation": .text(designation(detection.object)), "ephOffset": .number(0.1),
            "ephVmag": .number(20.5), "residualRa": .number(2e-5), "residualDec": .number(2e-5),
            "predictedVMagnitude": .number(20.5), "phaseAngle": .number(12),
        ])
    }

    /// As at Rubin, an object has the number of its first source.
    private func objectID(_ object: Int) -> Int64 { sky.detection(object, epoch: 0).id }

    /// `2026 CA12`, of which the packed form is `K26C12A`.
    private func designation(_ object: Int) -> String { "2026 CA\(object / 10 % 100)" }

    private func ssObjectID(_ object: Int) -> Int64 {
        let cycle = object / 10 % 100
        let digits = cycle < 10 ? "0\(cycle)" : "\(cycle)"
        return SSObjectID.number(packedDesignation: "K26C\(digits)A") ?? 0
    }
}
