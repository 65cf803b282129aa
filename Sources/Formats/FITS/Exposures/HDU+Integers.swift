internal import Bytes

extension HDU {
    /// The pixels as whole numbers, with BZERO; BLANK is not looked at.
    ///
    /// - Throws: `FITSError` where the pixels are floats, are scaled by other than a whole BZERO, or do not fit.
    func int32s() throws(FITSError) -> [Int32] {
        let zero = try wholeZero()
        switch format {
        case .uint8: return try int32s(UInt8.self, zero)
        case .int16: return try int32s(Int16.self, zero)
        case .int32: return try int32s(Int32.self, zero)
        case .int64: return try int32s(Int64.self, zero)
        case .float32, .float64: throw fault(.malformed, "the pixels are floats, not integers", "BITPIX")
        }
    }

    /// BZERO where it is whole and BSCALE is 1.
    func wholeZero() throws(FITSError) -> Int64 {
        guard header.real("BSCALE") ?? 1 == 1, let zero = Int64(exactly: header.real("BZERO") ?? 0) else {
            throw fault(.malformed, "the pixels are scaled to other than whole numbers", "BSCALE")
        }
        return zero
    }

    private func int32s<Stored: FixedWidthInteger>(_ type: Stored.Type, _ zero: Int64) throws(FITSError) -> [Int32] {
        let size = MemoryLayout<Stored>.size
        return try [Int32](writing: loadedCount) { (pixels) throws(FITSError) in
            try data.withUnsafeBytes { (source) throws(FITSError) in
                for index in pixels.indices {
                    let stored = Stored(bigEndian: source.loadUnaligned(fromByteOffset: index * size, as: Stored.self))
                    let (sum, overflow) = Int64(stored).addingReportingOverflow(zero)
                    guard !overflow, let value = Int32(exactly: sum) else { throw misfit(index, size) }
                    pixels[index] = value
                }
            }
        }
    }

    private func misfit(_ pixel: Int, _ size: Int) -> FITSError {
        FITSError(
            .malformed, "a pixel's value does not fit 32 bits", offset: dataOffset + pixel * size,
            hdu: number)
    }
}
