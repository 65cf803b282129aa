/// Seconds that the telescope takes from one place to another.
///
/// The mount speeds up by 3.5 deg/s^2 to 3.5 deg/s and settles for 3 s, so that a neighbouring field is reached in 5 s; the
/// dome (0.75 deg/s^2, 1.5 deg/s) follows within 10 degrees without delay. Reading out takes 2 s meanwhile. Source: the
/// simulator of Rubin's operations, Delgado et al. 2014, doi:10.1117/12.2056898.
public enum SlewModel {
    /// After each move of the mount.
    public static let settleSeconds = 3.0
    /// Least time between exposures: slews go on meanwhile.
    public static let readoutSeconds = 2.0
    /// Beside the slew, where the band changes.
    public static let filterChangeSeconds = 120.0

    /// For `distance` degrees. Complexity: O(1).
    public static func seconds(distance: Double) -> Double {
        let mount = move(distance, speed: 3.5, acceleration: 3.5) + settleSeconds
        let dome = distance > 10 ? move(distance - 10, speed: 1.5, acceleration: 0.75) : 0
        return max(mount, dome, readoutSeconds)
    }

    private static func move(_ distance: Double, speed: Double, acceleration: Double) -> Double {
        let ramp = speed * speed / acceleration
        return distance < ramp ? 2 * (distance / acceleration).squareRoot() : distance / speed + speed / acceleration
    }
}
