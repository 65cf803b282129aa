internal import AlertModel

extension ForcedMeasurement: CurvePoint {
    static var columns: [ColumnKind] {
        [.integer, .real, .integer, .real, .real, .real, .real, .integer, .integer]
    }

    static var blank: ForcedMeasurement { ForcedMeasurement(id: 0, midpointMjdTai: 0, band: .unknown) }

    func word(_ column: Int) -> UInt64? {
        switch column {
        case 0: UInt64(bitPattern: id)
        case 1: midpointMjdTai.bitPattern
        case 2: UInt64(band.rawValue)
        case 3: psfFlux?.bitPattern
        case 4: psfFluxErr?.bitPattern
        case 5: scienceFlux?.bitPattern
        case 6: scienceFluxErr?.bitPattern
        case 7: visit.map { UInt64(bitPattern: $0) }
        default: detector.map { UInt64(bitPattern: Int64($0)) }
        }
    }

    mutating func setWord(_ column: Int, _ word: UInt64?) {
        let real = word.map { Double(bitPattern: $0) }
        switch column {
        case 0: id = Int64(bitPattern: word ?? 0)
        case 1: midpointMjdTai = real ?? .nan
        case 2: band = Band(rawValue: UInt8(truncatingIfNeeded: word ?? 0)) ?? .unknown
        case 3: psfFlux = real
        case 4: psfFluxErr = real
        case 5: scienceFlux = real
        case 6: scienceFluxErr = real
        case 7: visit = word.map { Int64(bitPattern: $0) }
        default: detector = word.map { Int32(truncatingIfNeeded: $0) }
        }
    }

    /// The same image and band: time, band, visit and detector.
    func isSameMeasurement(as other: ForcedMeasurement) -> Bool {
        midpointMjdTai == other.midpointMjdTai && band == other.band && visit == other.visit
            && detector == other.detector
    }

    func precedes(_ other: ForcedMeasurement) -> Bool {
        (Int64(band.rawValue), visit ?? -1, detector ?? -1)
            < (Int64(other.band.rawValue), other.visit ?? -1, other.detector ?? -1)
    }

    var digest: UInt64 {
        var mixer = WordMixer(seed: 0x666F_7263_6564_0000)
        mixer.mix(UInt64(bitPattern: id))
        mixer.mix(midpointMjdTai.bitPattern)
        mixer.mix(UInt64(band.rawValue))
        mixer.mix(psfFlux)
        mixer.mix(psfFluxErr)
        mixer.mix(scienceFlux)
        mixer.mix(scienceFluxErr)
        mixer.mix(UInt64(bitPattern: visit ?? .min))
        mixer.mix(UInt64(bitPattern: Int64(detector ?? .min)))
        return mixer.value
    }
}

extension UpperLimit: CurvePoint {
    static var columns: [ColumnKind] { [.real, .integer, .real] }

    static var blank: UpperLimit { UpperLimit(midpointMjdTai: 0, band: .unknown, limit: 0) }

    func word(_ column: Int) -> UInt64? {
        switch column {
        case 0: midpointMjdTai.bitPattern
        case 1: UInt64(band.rawValue)
        default: limit.bitPattern
        }
    }

    mutating func setWord(_ column: Int, _ word: UInt64?) {
        switch column {
        case 0: midpointMjdTai = Double(bitPattern: word ?? 0)
        case 1: band = Band(rawValue: UInt8(truncatingIfNeeded: word ?? 0)) ?? .unknown
        default: limit = Double(bitPattern: word ?? 0)
        }
    }

    /// The same image: time and band.
    func isSameMeasurement(as other: UpperLimit) -> Bool {
        midpointMjdTai == other.midpointMjdTai && band == other.band
    }

    func precedes(_ other: UpperLimit) -> Bool { band.rawValue < other.band.rawValue }

    var digest: UInt64 {
        var mixer = WordMixer(seed: 0x6C69_6D69_7400_0000)
        mixer.mix(midpointMjdTai.bitPattern)
        mixer.mix(UInt64(band.rawValue))
        mixer.mix(limit.bitPattern)
        return mixer.value
    }
}
