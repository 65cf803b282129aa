internal import Bytes
internal import SkyMath

/// Changed copies of a packet's bytes.
enum Damage {
    /// `bytes` after a fault of `kind`; nil where this kind changes no bytes, or there is nothing to change.
    static func apply(_ kind: FaultKind, to bytes: Bytes, _ draws: inout Draws) -> Bytes? {
        switch kind {
        case .bitFlip(let bits): flip(bits, in: bytes, &draws)
        case .truncation(let keep): truncated(bytes, keep ?? draws.uniform())
        case .wrongLength(let count):
            Bytes(
                bytes.array
                    + (0..<max(0, count ?? 1 + draws.below(64))).map { _ in UInt8(truncatingIfNeeded: draws.next()) })
        case .wrongSchema(let id): reframed(bytes, id)
        case .oversize(let size):
            bytes.count < size ? Bytes(bytes.array + [UInt8](repeating: 0, count: size - bytes.count)) : nil
        default: nil
        }
    }

    /// Floyd's choice of different bits (Bentley and Floyd 1987, doi:10.1145/30401.315746).
    private static func flip(_ wanted: Int, in bytes: Bytes, _ draws: inout Draws) -> Bytes? {
        let total = bytes.count * 8
        guard total > 0, wanted > 0 else { return nil }
        var chosen = Set<Int>()
        for last in max(0, total - wanted)..<total {
            let bit = draws.below(last + 1)
            if !chosen.insert(bit).inserted { chosen.insert(last) }
        }
        var array = bytes.array
        for bit in chosen { array[bit >> 3] ^= 1 << UInt8(bit & 7) }
        return Bytes(array)
    }

    /// Always shorter by a byte at least; shares the memory.
    private static func truncated(_ bytes: Bytes, _ part: Double) -> Bytes? {
        guard bytes.count > 0 else { return nil }
        return bytes.slice(
            0..<min(bytes.count - 1, max(0, Int(exactly: (Double(bytes.count) * part).rounded(.down)) ?? 0)))
    }

    /// With another schema id in the Confluent framing; nil where there is none, or it is that id already.
    private static func reframed(_ bytes: Bytes, _ id: UInt32) -> Bytes? {
        guard bytes.count >= 5, bytes[0] == 0 else { return nil }
        var array = bytes.array
        for place in 0..<4 { array[1 + place] = UInt8(truncatingIfNeeded: id >> UInt32(24 - 8 * place)) }
        return array[1..<5].elementsEqual(bytes[1..<5]) ? nil : Bytes(array)
    }
}

extension Draws {
    /// Uniform in 0 ..< `bound`, which is positive; from one draw, so that the number of draws is fixed.
    mutating func below(_ bound: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(bound)).high) }
}
