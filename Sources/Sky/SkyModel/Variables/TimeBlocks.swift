internal import SkyMath

extension Double {
    /// The part above the whole number below, 0 ..< 1; 0 for what is not finite.
    var fraction: Double {
        let part = self - rounded(.down)
        return part.isFinite && part < 1 ? part : 0
    }

    /// The whole number below, within 10^15 of 0; 0 for NaN.
    var wholeNumber: Int64 { isNaN ? 0 : Int64(Swift.max(-1e15, Swift.min(1e15, rounded(.down)))) }
}

extension Draws {
    /// Numbers of one block of time of one source: the same whichever blocks were asked for before.
    init(key: UInt64, block: Int64, salt: UInt64 = 0) {
        self.init(seed: key &+ UInt64(bitPattern: block) &* 0x9FB2_1C65_1E98_DF25 &+ salt &* 0xD6E8_FEB8_6659_FD93)
    }
}
