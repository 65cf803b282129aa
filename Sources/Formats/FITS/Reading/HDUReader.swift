internal import Bytes

/// Reads one HDU: its header, and from that where its data lie.
struct HDUReader {
    let source: any FITSSource
    let start: Int
    let number: Int
    let limits: FITSLimits

    /// The HDU and the offset of what follows it.
    func read() throws(FITSError) -> (HDU, end: Int) {
        let (header, dataStart) = try header()
        guard let bitpix = header.integer("BITPIX"), let format = PixelFormat(rawValue: Int(truncatingIfNeeded: bitpix))
        else { throw error("BITPIX must be 8, 16, 32, 64, -32 or -64", "BITPIX") }
        let shape = try shape(header)
        let size = try dataSize(header, format, shape)
        guard dataStart <= source.count, size <= source.count - dataStart || size == 0 else {
            throw FITSError(
                .truncated, "the data need \(size) bytes, the file has \(max(0, source.count - dataStart))",
                offset: dataStart, hdu: number)
        }
        var hdu = HDU(header: header, format: format, shape: shape, data: Bytes())
        hdu.isImage = number == 0 ? header.logical("GROUPS") != true : header.string("XTENSION") == "IMAGE"
        if hdu.isImage, source.leavesOut(size) {
            hdu.unreadCount = size
        } else if size > 0 {
            hdu.data = try source.bytes(dataStart..<dataStart + size)
        }
        (hdu.headerOffset, hdu.dataOffset, hdu.number) = (start, dataStart, number)
        return (hdu, dataStart + (size + HeaderReader.block - 1) / HeaderReader.block * HeaderReader.block)
    }

    /// Of a file in pieces that grow until the header is whole.
    private func header() throws(FITSError) -> (Header, dataStart: Int) {
        var length = 1 << 16
        while true {
            let piece = try source.bytes(start..<min(source.count, start + length))
            do {
                let (header, end) = try HeaderReader(bytes: piece, hdu: number, limits: limits).read(at: 0)
                return (header, start + end)
            } catch {
                guard error.code == .truncated, start + length < source.count else { throw error.shifted(by: start) }
                length *= 4
            }
        }
    }

    private func shape(_ header: Header) throws(FITSError) -> [Int] {
        guard let axes = header.integer("NAXIS"), (0...999).contains(axes) else {
            throw error("NAXIS must be 0 to 999", "NAXIS")
        }
        var shape: [Int] = []
        for axis in 0..<Int(axes) {
            let keyword = "NAXIS\(axis + 1)"
            guard let length = header.integer(keyword), length >= 0 else {
                throw error("an axis needs its length", keyword)
            }
            shape.append(Int(length))
        }
        return shape
    }

    /// |BITPIX| / 8 * GCOUNT * (PCOUNT + product of the axes), as the standard has it.
    private func dataSize(_ header: Header, _ format: PixelFormat, _ shape: [Int]) throws(FITSError) -> Int {
        if shape.isEmpty { return 0 }
        var size = 1
        for length in shape { size = try product(size, length, "NAXIS") }
        if number > 0 {
            let extra = header.integer("PCOUNT") ?? 0
            guard extra >= 0 else { throw error("must not be negative", "PCOUNT") }
            let sum = size.addingReportingOverflow(Int(extra))
            guard !sum.overflow else { throw error("the size overflows", "PCOUNT") }
            size = try product(sum.partialValue, Int(header.integer("GCOUNT") ?? 1), "GCOUNT")
        }
        return try product(size, format.byteCount, "BITPIX")
    }

    private func product(_ left: Int, _ right: Int, _ keyword: String) throws(FITSError) -> Int {
        let (value, overflow) = left.multipliedReportingOverflow(by: right)
        guard !overflow, value >= 0, value <= 1 << 50 else { throw error("the data's size is impossible", keyword) }
        return value
    }

    private func error(_ message: String, _ keyword: String) -> FITSError {
        FITSError(.malformed, message, offset: start, hdu: number, keyword: keyword)
    }
}
