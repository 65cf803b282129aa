/// The cosine of an angle in turns: for the many angles that are known as parts of a turn, in a third of libm's time.
///
/// - Returns: within 5e-16 of cos(2 pi turns); NaN for NaN and infinity. The fraction of a number beyond 2^50 turns is lost.
///
/// Complexity: O(1), without a branch: the nearest whole number is found by the rounding of a sum, and the cosine of the rest r
/// is the sine of a quarter turn less |r|, whose Taylor series is summed to the 19th order.
@inlinable
public func cosine(turns: Double) -> Double {
    let shift = 6_755_399_441_055_744.0
    let rest = turns - ((turns + shift) - shift)
    let angle = 0.25 - rest.magnitude
    let square = angle * angle
    var series = -0.012_031_585_942_120_627 * square + 0.104_229_162_208_139_84
    series = series * square - 0.718_122_301_778_500_6
    series = series * square + 3.819_952_584_848_282
    series = series * square - 15.094_642_576_822_99
    series = series * square + 42.058_693_944_897_655
    series = series * square - 76.705_859_753_061_39
    series = series * square + 81.605_249_276_075_06
    series = series * square - 41.341_702_240_399_76
    series = series * square + 6.283_185_307_179_586
    return angle * series
}
