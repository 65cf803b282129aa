internal import Bytes
internal import CCFITSIO

extension TiledImage {
    func floats() throws(FITSError) -> [Float] { try read(TFLOAT, null: isExact ? nil : Float.nan) }

    func doubles() throws(FITSError) -> [Double] { try read(TDOUBLE, null: isExact ? nil : Double.nan) }

    /// Whether floats are stored as such. CFITSIO, asked to replace what is null, would make infinities NaN and
    /// denormal numbers 0.
    private var isExact: Bool {
        format.rawValue < 0 && table.column(ifAny: "ZSCALE") == nil && hdu.header["ZSCALE"] == nil
    }

    /// - Throws: also where the pixels are floats, or are scaled by other than a whole BZERO.
    func int32s() throws(FITSError) -> [Int32] {
        guard format != .float32, format != .float64 else {
            throw hdu.fault(.malformed, "the pixels are floats, not integers", "ZBITPIX")
        }
        _ = try hdu.wholeZero()
        return try read(TINT, null: nil)
    }

    private func read<Pixel: BitwiseCopyable>(_ type: Int32, null: Pixel?) throws(FITSError) -> [Pixel] {
        let checked = HDU(
            tableHeader: Header(try cards()), rowBytes: table.rowBytes, rows: table.rowCount, data: hdu.data)
        let file = FITSFile(hdus: [checked]).encoded()
        return try [Pixel](unsafeUninitializedCapacity: grid.pixelCount) { (pixels, count) throws(FITSError) in
            try CFITSIOCall.run("the tiles cannot be read", hdu: hdu.number) {
                Self.decode(file, grid, type, null, pixels)
            }
            count = grid.pixelCount
        }
    }

    /// Reads all pixels of the second HDU; returns CFITSIO's status.
    private static func decode<Pixel: BitwiseCopyable>(
        _ file: Bytes, _ grid: TileGrid, _ type: Int32, _ null: Pixel?, _ pixels: UnsafeMutableBufferPointer<Pixel>
    ) -> Int32 {
        file.withUnsafeBytes { bytes in
            var place = UnsafeMutableRawPointer(mutating: bytes.baseAddress)
            var count = bytes.count
            // CFITSIO keeps both addresses until it has closed the file.
            return withUnsafeMutablePointer(to: &place) { memory in
                withUnsafeMutablePointer(to: &count) { size in decode(memory, size, grid, type, null, pixels) }
            }
        }
    }

    private static func decode<Pixel: BitwiseCopyable>(
        _ memory: UnsafeMutablePointer<UnsafeMutableRawPointer?>, _ size: UnsafeMutablePointer<Int>, _ grid: TileGrid,
        _ type: Int32, _ null: Pixel?, _ pixels: UnsafeMutableBufferPointer<Pixel>
    ) -> Int32 {
        var handle: UnsafeMutablePointer<fitsfile>?
        var status: Int32 = 0
        var first = [LONGLONG](repeating: 1, count: grid.shape.count)
        ffomem(&handle, "tiles", READONLY, memory, size, 0, nil, &status)
        ffmahd(handle, 2, nil, &status)
        if var null {
            ffgpxvll(handle, type, &first, LONGLONG(grid.pixelCount), &null, pixels.baseAddress, nil, &status)
        } else {
            ffgpxvll(handle, type, &first, LONGLONG(grid.pixelCount), nil, pixels.baseAddress, nil, &status)
        }
        var closing: Int32 = 0
        if handle != nil { ffclos(handle, &closing) }
        return status
    }
}
