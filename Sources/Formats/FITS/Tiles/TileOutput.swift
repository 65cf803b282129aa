internal import Bytes
internal import CCFITSIO

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The memory into which CFITSIO writes a file of tiles; it grows as needed.
final class TileOutput {
    /// Cells of their own, as CFITSIO keeps their addresses until it has closed the file.
    private let memory = UnsafeMutablePointer<UnsafeMutableRawPointer?>.allocate(capacity: 1)
    private let size = UnsafeMutablePointer<Int>.allocate(capacity: 1)

    /// Stands for NaN among the pixels that are quantised: the value that CFITSIO itself takes.
    private static let nullFloat: Float = -9.11912e-36

    /// Bytes by which the memory grows.
    private let step: Int

    /// For an image of `bytes`.
    init(imageBytes bytes: Int) {
        step = max(1 << 16, bytes / 16)
        size.initialize(to: HeaderReader.block)
        memory.initialize(to: tocsin_zeroing_realloc(nil, size.pointee))
    }

    deinit {
        free(memory.pointee)
        memory.deallocate()
        size.deallocate()
    }

    /// The file. Complexity: O(bytes).
    func bytes() -> Bytes {
        Bytes(copying: UnsafeRawBufferPointer(start: memory.pointee, count: memory.pointee == nil ? 0 : size.pointee))
    }

    /// Writes the pixels as stored; returns CFITSIO's status.
    func write(_ hdu: HDU, width: Int, height: Int, _ method: ImageCompression) -> Int32 {
        var status: Int32 = 0
        var handle: UnsafeMutablePointer<fitsfile>?
        ffimem(&handle, memory, size, step, tocsin_zeroing_realloc, &status)
        choose(method, isReal: hdu.format.rawValue < 0, width, handle, &status)
        var axes = [width, height]
        ffcrim(handle, Int32(hdu.format.rawValue), 2, &axes, &status)
        if status == 0 { write(hdu, method, handle, &status) }
        var closing: Int32 = 0
        if handle != nil { ffclos(handle, &closing) }
        return status == 0 ? closing : status
    }

    private func choose(
        _ method: ImageCompression, isReal: Bool, _ width: Int, _ handle: UnsafeMutablePointer<fitsfile>?,
        _ status: inout Int32
    ) {
        var tile = [width, 1]
        switch method {
        case .rice(let quantum):
            fits_set_compression_type(handle, RICE_1, &status)
            fits_set_quantize_level(handle, isReal ? quantum : 0, &status)
            fits_set_quantize_dither(handle, SUBTRACTIVE_DITHER_2, &status)
            fits_set_dither_seed(handle, 1, &status)
        case .gzip:
            fits_set_compression_type(handle, GZIP_2, &status)
            fits_set_quantize_level(handle, isReal ? 9999 : 0, &status)
        }
        fits_set_tile_dim(handle, 2, &tile, &status)
    }

    private func write(
        _ hdu: HDU, _ method: ImageCompression, _ handle: UnsafeMutablePointer<fitsfile>?, _ status: inout Int32
    ) {
        switch hdu.format {
        case .uint8: put(hdu.data.array, TBYTE, nil, handle, &status)
        case .int16: put(hdu.storedIntegers(Int16.self), TSHORT, nil, handle, &status)
        case .int32, .int64: put(hdu.storedIntegers(Int32.self), TINT, nil, handle, &status)
        case .float32:
            let pixels = hdu.storedIntegers(UInt32.self).map { Float(bitPattern: $0) }
            if method == .gzip { return put(pixels, TFLOAT, nil, handle, &status) }
            put(pixels.map { $0.isNaN ? Self.nullFloat : $0 }, TFLOAT, Self.nullFloat, handle, &status)
        case .float64:
            let pixels = hdu.storedIntegers(UInt64.self).map { Double(bitPattern: $0) }
            if method == .gzip { return put(pixels, TDOUBLE, nil, handle, &status) }
            let null = Double(Self.nullFloat)
            put(pixels.map { $0.isNaN ? null : $0 }, TDOUBLE, null, handle, &status)
        }
    }

    private func put<Pixel: BitwiseCopyable>(
        _ pixels: [Pixel], _ type: Int32, _ null: Pixel?, _ handle: UnsafeMutablePointer<fitsfile>?,
        _ status: inout Int32
    ) {
        var pixels = pixels
        var first = [1, 1]
        if var null {
            ffppxn(handle, type, &first, LONGLONG(pixels.count), &pixels, &null, &status)
        } else {
            ffppx(handle, type, &first, LONGLONG(pixels.count), &pixels, &status)
        }
    }
}

extension HDU {
    /// The words of the data, in this machine's order.
    func storedIntegers<Stored: FixedWidthInteger>(_ type: Stored.Type) -> [Stored] {
        let size = MemoryLayout<Stored>.size
        return data.withUnsafeBytes { source in
            (0..<source.count / size).map {
                Stored(bigEndian: source.loadUnaligned(fromByteOffset: $0 * size, as: Stored.self))
            }
        }
    }
}
