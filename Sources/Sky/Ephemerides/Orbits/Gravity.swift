/// Constants of the motion in au and days.
public enum Gravity {
    /// GM of the Sun, au^3/day^2 (DE440: Park et al. 2021, doi:10.3847/1538-3881/abd414).
    public static let sun = 132_712_440_041.279419 * auPerKm * auPerKm * auPerKm * 86400 * 86400
    /// Speed of light, au/day.
    public static let speedOfLight = 299_792.458 * 86400 * auPerKm
    /// 1 km in au (IAU 2012 resolution B2).
    static let auPerKm = 1 / 149_597_870.7
}
