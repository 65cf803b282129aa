internal import VOEvent

extension Coordinates {
    /// Seen from the ground, ICRS degrees; `time` is UTC.
    init(time: ISOTime?, raDeg: Double, decDeg: Double, errorRadiusDeg: Double) {
        self.init(
            system: .utcIcrsTopo, time: time.map { EventTime($0) },
            position: SkyPosition(raDeg: raDeg, decDeg: decDeg, errorRadiusDeg: errorRadiusDeg))
    }
}
