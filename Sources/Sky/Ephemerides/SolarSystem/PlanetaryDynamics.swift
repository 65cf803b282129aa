/// How the Sun and the planets move each other: Newton's attraction of points, the Sun's relativistic term, and the
/// Earth and the Moon apart from each other, which makes their barycentre fall a little faster than a point.
struct PlanetaryDynamics: Dynamics {
    /// Sun, Mercury, Venus, Earth-Moon barycentre, Mars ... Neptune.
    static let gms: [Double] = {
        var gms = Body.gms
        gms[3] += gms.remove(at: 4)
        return gms
    }()
    static let earthMoon = 3
    static let moonShare = Body.moon.gm / (Body.moon.gm + Body.earth.gm)

    let dimension = 27
    private var moon = [Vector3](repeating: .zero, count: RadauQuadrature.count)

    mutating func prepare(mjdTdb: [Double]) throws(EphemerisError) {
        for (i, time) in mjdTdb.enumerated() { moon[i] = Moon.geocentric(mjdTdb: time, terms: 12) }
    }

    func accelerate(point: Int, positions x: [Double], velocities v: [Double], into a: inout [Double]) {
        for i in 0..<dimension { a[i] = 0 }
        for i in 0..<9 {
            for j in 0..<i { attract(i, j, x, &a) }
        }
        tide(moon[point], x, &a)
        for i in 1..<9 { relativity(i, x, v, &a) }
    }

    private func attract(_ i: Int, _ j: Int, _ x: [Double], _ a: inout [Double]) {
        let dx = x[3 * i] - x[3 * j]
        let dy = x[3 * i + 1] - x[3 * j + 1]
        let dz = x[3 * i + 2] - x[3 * j + 2]
        let square = dx * dx + dy * dy + dz * dz
        let cube = 1 / (square * square.squareRoot())
        let (toward, back) = (Self.gms[j] * cube, Self.gms[i] * cube)
        a[3 * i] -= dx * toward
        a[3 * i + 1] -= dy * toward
        a[3 * i + 2] -= dz * toward
        a[3 * j] += dx * back
        a[3 * j + 1] += dy * back
        a[3 * j + 2] += dz * back
    }

    /// The Sun's pull on Earth and Moon apart, less that on a point at their barycentre.
    private func tide(_ moon: Vector3, _ x: [Double], _ a: inout [Double]) {
        let k = 3 * Self.earthMoon
        let centre = Vector3(x[k] - x[0], x[k + 1] - x[1], x[k + 2] - x[2])
        func pull(_ r: Vector3) -> Vector3 { r * (-Gravity.sun / (r.squaredLength * r.length)) }
        let earth = pull(centre - moon * Self.moonShare) * (1 - Self.moonShare)
        let extra = earth + pull(centre + moon * (1 - Self.moonShare)) * Self.moonShare - pull(centre)
        a[k] += extra.x
        a[k + 1] += extra.y
        a[k + 2] += extra.z
    }

    private func relativity(_ i: Int, _ x: [Double], _ v: [Double], _ a: inout [Double]) {
        let k = 3 * i
        let extra = Relativity.acceleration(
            Vector3(x[k] - x[0], x[k + 1] - x[1], x[k + 2] - x[2]),
            Vector3(v[k] - v[0], v[k + 1] - v[1], v[k + 2] - v[2]))
        a[k] += extra.x
        a[k + 1] += extra.y
        a[k + 2] += extra.z
    }
}

/// The Sun's first post-Newtonian term for a body of no mass (IERS Conventions 2010, equation 10.12).
enum Relativity {
    static func acceleration(_ r: Vector3, _ v: Vector3) -> Vector3 {
        let distance = r.length
        let scale = Gravity.sun / (Gravity.speedOfLight * Gravity.speedOfLight * distance * distance * distance)
        return r * (scale * (4 * Gravity.sun / distance - v.squaredLength)) + v * (scale * 4 * r.dot(v))
    }
}
