/// Walks a Rice-compressed tile bit by bit to see whether it holds all of its pixels.
///
/// CFITSIO 4.2 looks for the end of a tile only between blocks and reads on as long as there are zeros. Source: FITS
/// Standard 4.0, section 10.4.1; Rice, Yeh & Miller 1993.
struct RiceCheck {
    /// Pixels of a block.
    let block: Int
    /// Bytes of a pixel: 1, 2 or 4.
    let pixelBytes: Int

    /// Whether `pixels` pixels end within `tile`. Complexity: O(pixels).
    func isComplete(_ tile: UnsafeRawBufferPointer, pixels: Int) -> Bool {
        let (splitBits, rawSplit) = pixelBytes == 4 ? (5, 25) : pixelBytes == 2 ? (4, 14) : (3, 6)
        var reader = BitReader(tile)
        guard reader.skip(8 * pixelBytes) else { return false }
        var left = pixels
        while left > 0 {
            guard let code = reader.take(splitBits) else { return false }
            let split = code - 1
            let count = min(block, left)
            left -= count
            if split < 0 { continue }
            guard split <= rawSplit else { return false }
            if split == rawSplit {
                guard reader.skip(count * 8 * pixelBytes) else { return false }
                continue
            }
            for _ in 0..<count {
                guard reader.skipZerosAndOne(), reader.skip(split) else { return false }
            }
        }
        return true
    }
}

/// Bits of memory, the highest of each byte first.
private struct BitReader {
    private let memory: UnsafeRawBufferPointer
    private let end: Int
    private var position = 0

    init(_ memory: UnsafeRawBufferPointer) {
        self.memory = memory
        end = memory.count * 8
    }

    mutating func skip(_ count: Int) -> Bool {
        position += count
        return position <= end
    }

    /// A number of at most 8 bits; nil where they are not all there.
    mutating func take(_ count: Int) -> Int? {
        let word = window()
        return skip(count) ? Int(word >> UInt64(64 - count)) : nil
    }

    /// Skips zeros up to a one, and the one.
    mutating func skipZerosAndOne() -> Bool {
        while position < end {
            let zeros = window().leadingZeroBitCount
            if zeros < 56 { return skip(zeros + 1) }
            position += 56
        }
        return false
    }

    /// At least 57 bits from the position on; zeros beyond the end.
    private func window() -> UInt64 {
        let byte = position >> 3
        var word: UInt64 = 0
        if byte + 8 <= memory.count {
            word = UInt64(bigEndian: memory.loadUnaligned(fromByteOffset: byte, as: UInt64.self))
        } else if byte < memory.count {
            for index in byte..<memory.count { word |= UInt64(memory[index]) << UInt64(56 - 8 * (index - byte)) }
        }
        return word << UInt64(position & 7)
    }
}
