/// What moves an asteroid or comet: the attraction of Sun, planets and Moon and the Sun's relativistic term. In
/// barycentric coordinates.
struct SmallBodyDynamics: Dynamics {
    let dimension = 3
    let system: SolarSystem
    let push: NonGravitational
    private var places: [[Vector3]] = []
    private var sunVelocity: [Vector3] = []

    init(system: SolarSystem, push: NonGravitational) {
        self.system = system
        self.push = push
    }

    mutating func prepare(mjdTdb: [Double]) throws(EphemerisError) {
        places.removeAll(keepingCapacity: true)
        sunVelocity.removeAll(keepingCapacity: true)
        for time in mjdTdb {
            places.append(try system.positions(mjdTdb: time))
            sunVelocity.append(try system.velocity(of: .sun, mjdTdb: time))
        }
    }

    func accelerate(point: Int, positions x: [Double], velocities v: [Double], into a: inout [Double]) {
        let place = Vector3(x[0], x[1], x[2])
        var total = Vector3.zero
        for (body, centre) in places[point].enumerated() {
            let r = place - centre
            let square = r.squaredLength
            total += r * (-Body.gms[body] / (square * square.squareRoot()))
        }
        let fromSun = place - places[point][0]
        let velocity = Vector3(v[0], v[1], v[2]) - sunVelocity[point]
        total += Relativity.acceleration(fromSun, velocity) + push.acceleration(fromSun, velocity)
        (a[0], a[1], a[2]) = (total.x, total.y, total.z)
    }
}
