internal import AlertModel

extension Detection: CurvePoint {
    static var columns: [ColumnKind] {
        [
            .integer, .real, .integer, .real, .real, .real, .real, .real, .real, .real, .real, .real, .real, .real,
            .real, .integer, .integer, .real, .real, .integer,
        ]
    }

    static var blank: Detection { Detection(id: 0, midpointMjdTai: 0, band: .unknown, ra: 0, dec: 0) }

    func word(_ column: Int) -> UInt64? {
        switch column {
        case 0: UInt64(bitPattern: id)
        case 1: midpointMjdTai.bitPattern
        case 2: UInt64(band.rawValue)
        case 3: ra.bitPattern
        case 4: dec.bitPattern
        case 5: raErr?.bitPattern
        case 6: decErr?.bitPattern
        case 7: psfFlux?.bitPattern
        case 8: psfFluxErr?.bitPattern
        case 9: scienceFlux?.bitPattern
        case 10: scienceFluxErr?.bitPattern
        case 11: templateFlux?.bitPattern
        case 12: templateFluxErr?.bitPattern
        case 13: snr?.bitPattern
        case 14: reliability?.bitPattern
        case 15: visit.map { UInt64(bitPattern: $0) }
        case 16: detector.map { UInt64(bitPattern: Int64($0)) }
        case 17: x?.bitPattern
        case 18: y?.bitPattern
        default: UInt64(flags.rawValue)
        }
    }

    mutating func setWord(_ column: Int, _ word: UInt64?) {
        let real = word.map { Double(bitPattern: $0) }
        switch column {
        case 0: id = Int64(bitPattern: word ?? 0)
        case 1: midpointMjdTai = real ?? .nan
        case 2: band = Band(rawValue: UInt8(truncatingIfNeeded: word ?? 0)) ?? .unknown
        case 3: ra = real ?? .nan
        case 4: dec = real ?? .nan
        case 5: raErr = real
        case 6: decErr = real
        case 7: psfFlux = real
        case 8: psfFluxErr = real
        case 9: scienceFlux = real
        case 10: scienceFluxErr = real
        case 11: templateFlux = real
        case 12: templateFluxErr = real
        case 13: snr = real
        case 14: reliability = real
        case 15: visit = word.map { Int64(bitPattern: $0) }
        case 16: detector = word.map { Int32(truncatingIfNeeded: $0) }
        case 17: x = real
        case 18: y = real
        default: flags = DetectionFlags(rawValue: UInt32(truncatingIfNeeded: word ?? 0))
        }
    }

    func isSameMeasurement(as other: Detection) -> Bool { id == other.id }

    func precedes(_ other: Detection) -> Bool { id < other.id }

    var digest: UInt64 {
        var mixer = WordMixer(seed: 0x6465_7465_6374_6564)
        mixer.mix(UInt64(bitPattern: id))
        mixer.mix(midpointMjdTai.bitPattern)
        mixer.mix(UInt64(band.rawValue) << 32 | UInt64(flags.rawValue))
        mixer.mix(ra.bitPattern)
        mixer.mix(dec.bitPattern)
        mixer.mix(raErr)
        mixer.mix(decErr)
        mixer.mix(psfFlux)
        mixer.mix(psfFluxErr)
        mixer.mix(scienceFlux)
        mixer.mix(scienceFluxErr)
        mixer.mix(templateFlux)
        mixer.mix(templateFluxErr)
        mixer.mix(snr)
        mixer.mix(reliability)
        mixer.mix(UInt64(bitPattern: visit ?? .min))
        mixer.mix(UInt64(bitPattern: Int64(detector ?? .min)))
        mixer.mix(x)
        mixer.mix(y)
        return mixer.value
    }
}
