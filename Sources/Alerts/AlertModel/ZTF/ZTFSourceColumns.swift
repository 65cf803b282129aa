internal import Avro
internal import Bytes

/// The columns of a candidate, in the packet's own or in its history.
struct ZTFSourceColumns: Sendable {
    let prefix: String
    let jd, fid, candid, pid, rcid, ra, dec, magpsf, sigmapsf, isdiffpos, diffmaglim: Column?
    let xpos, ypos, rb, drb, nbad: Column?

    /// - Parameter find: the column of a path, where the plan has it.
    init(prefix: String, _ find: (String) -> Column?) {
        func column(_ name: String) -> Column? { find(prefix + name) }
        self.prefix = prefix
        jd = column("jd")
        fid = column("fid")
        candid = column("candid")
        pid = column("pid")
        rcid = column("rcid")
        ra = column("ra")
        dec = column("dec")
        magpsf = column("magpsf")
        sigmapsf = column("sigmapsf")
        isdiffpos = column("isdiffpos")
        diffmaglim = column("diffmaglim")
        xpos = column("xpos")
        ypos = column("ypos")
        rb = column("rb")
        drb = column("drb")
        nbad = column("nbad")
    }
}

extension ZTFSourceColumns {
    func midpointMjdTai(_ row: Row, _ index: Int) throws(AlertModelError) -> Double {
        try ZTFMapper.mjdTai(row, jd, index, path: prefix + "jd")
    }

    func band(_ row: Row, _ index: Int) -> Band { ZTFMapper.band(row.integer(fid, index)) }

    /// The detection of a row, whose candid the caller has read.
    func detection(_ row: Row, _ index: Int, candid: Int64) throws(AlertModelError) -> Detection {
        guard let ra = row.rightAscension(ra, index) else { throw missing(prefix + "ra", alertID: candid) }
        guard let dec = row.declination(dec, index) else { throw missing(prefix + "dec", alertID: candid) }
        var detection = Detection(
            id: candid, midpointMjdTai: try midpointMjdTai(row, index), band: band(row, index), ra: ra, dec: dec)
        setFlux(of: &detection, row, index)
        detection.reliability = score(drb, row, index) ?? score(rb, row, index)
        detection.visit = row.integer(pid, index)
        detection.detector = row.integer(rcid, index).flatMap { Int32(exactly: $0) }
        detection.x = row.real(xpos, index)
        detection.y = row.real(ypos, index)
        if let bad = row.integer(nbad, index), bad > 0 { detection.flags.formUnion(.badPixels) }
        return detection
    }

    /// magpsf is that of the absolute value of the difference flux, isdiffpos its sign.
    private func setFlux(of detection: inout Detection, _ row: Row, _ index: Int) {
        let isNegative = isNegative(row, index)
        if isNegative { detection.flags.formUnion(.negative) }
        guard let magnitude = row.real(magpsf, index), magnitude > 0, let flux = Magnitude.flux(ofMagnitude: magnitude)
        else { return }
        detection.psfFlux = isNegative ? -flux : flux
        if let error = row.real(sigmapsf, index), error > 0 {
            detection.psfFluxErr = Magnitude.fluxErr(flux: flux, magnitudeErr: error)
            detection.snr = Magnitude.perRelativeFlux / error
        }
    }

    /// `f` or `0`; positive is written `t` or `1`.
    private func isNegative(_ row: Row, _ index: Int) -> Bool {
        guard let isdiffpos, let text = row.bytes(isdiffpos, at: index), text.count > 0 else { return false }
        let first = text.withUnsafeBytes { $0[0] }
        return first == UInt8(ascii: "f") || first == UInt8(ascii: "0") || first == UInt8(ascii: "F")
    }

    /// A score from 0 to 1; -99 and the like stand for none.
    private func score(_ column: Column?, _ row: Row, _ index: Int) -> Double? {
        row.real(column, index).flatMap { (0...1).contains($0) ? $0 : nil }
    }

    /// The flux, nJy, that five standard deviations would have been.
    func limit(_ row: Row, _ index: Int) -> Double? {
        guard let magnitude = row.real(diffmaglim, index), magnitude > 0 else { return nil }
        return Magnitude.flux(ofMagnitude: magnitude)
    }
}
