/// What moves bodies: accelerations as a function of time, places and velocities.
protocol Dynamics {
    /// Components: three times the number of bodies.
    var dimension: Int { get }

    /// Computes what depends on time alone, for the points of the next step.
    mutating func prepare(mjdTdb: [Double]) throws(EphemerisError)

    /// Accelerations (au/day^2) at the point with this index of the prepared ones.
    func accelerate(point: Int, positions: [Double], velocities: [Double], into accelerations: inout [Double])
}
