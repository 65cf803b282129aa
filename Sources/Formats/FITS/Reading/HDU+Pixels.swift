internal import Bytes

extension HDU {
    /// The pixels with BSCALE and BZERO applied, x fastest; NaN where an integer is BLANK. Empty for HDUs that are no
    /// image. Values are rounded to `Float`. Complexity: O(pixels).
    public func floats() -> [Float] {
        if format == .float32, scaling.isIdentity {
            return data.withUnsafeBytes { source in
                [Float](writing: loadedCount) { target in
                    for index in target.indices {
                        let bits = source.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self)
                        target[index] = Float(bitPattern: UInt32(bigEndian: bits))
                    }
                }
            }
        }
        return values { Float($0) }
    }

    /// The pixels with BSCALE and BZERO applied, x fastest; NaN where an integer is BLANK. Complexity: O(pixels).
    public func doubles() -> [Double] { values { $0 } }

    private func values<Value>(_ convert: (Double) -> Value) -> [Value] {
        switch format {
        case .uint8: integers(UInt8.self, convert)
        case .int16: integers(Int16.self, convert)
        case .int32: integers(Int32.self, convert)
        case .int64: integers(Int64.self, convert)
        case .float32: reals(convert) { Double(Float(bitPattern: UInt32(truncatingIfNeeded: $0))) }
        case .float64: reals(convert) { Double(bitPattern: $0) }
        }
    }

    private struct Scaling {
        var scale: Double
        var zero: Double
        var isIdentity: Bool { scale == 1 && zero == 0 }
    }

    private var scaling: Scaling {
        Scaling(scale: header.real("BSCALE") ?? 1, zero: header.real("BZERO") ?? 0)
    }

    private func integers<Stored: FixedWidthInteger, Value>(
        _ type: Stored.Type, _ convert: (Double) -> Value
    ) -> [Value] {
        let blank = header.integer("BLANK").flatMap { Stored(exactly: $0) }
        let scaling = scaling
        return data.withUnsafeBytes { source in
            (0..<loadedCount).map { index in
                let offset = index * MemoryLayout<Stored>.size
                let stored = Stored(bigEndian: source.loadUnaligned(fromByteOffset: offset, as: Stored.self))
                return convert(stored == blank ? .nan : Double(stored) * scaling.scale + scaling.zero)
            }
        }
    }

    private func reals<Value>(_ convert: (Double) -> Value, _ decode: (UInt64) -> Double) -> [Value] {
        let scaling = scaling
        let size = format.byteCount
        return data.withUnsafeBytes { source in
            (0..<loadedCount).map { index in
                let bits: UInt64 =
                    size == 4
                    ? UInt64(UInt32(bigEndian: source.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self)))
                    : UInt64(bigEndian: source.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
                let value = decode(bits)
                return convert(scaling.isIdentity ? value : value * scaling.scale + scaling.zero)
            }
        }
    }
}
