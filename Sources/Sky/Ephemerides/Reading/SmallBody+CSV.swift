public import SkyMath

extension SmallBody {
    /// Bodies of a CSV table with a header: JPL's small-body database (`e`, `q` or `a`, `i`, `om`, `w`, and `ma` or
    /// `tp`) or
    /// Sorcha's input (`FORMAT` with Cartesian, cometary or Keplerian columns).
    ///
    /// - Errors: `.badText` and `.notAnOrbit` with line and field. Complexity: O(characters).
    public static func bodies(csv text: String) throws(EphemerisError) -> [SmallBody] {
        try bodies(OrbitTable(csv: text))
    }

    /// As the other, of a table however it is stored, such as a FITS file's; rows stand for lines in errors.
    public static func bodies(table: any CatalogueTable) throws(EphemerisError) -> [SmallBody] {
        try bodies(OrbitTable(table))
    }

    private static func bodies(_ table: OrbitTable) throws(EphemerisError) -> [SmallBody] {
        var bodies: [SmallBody] = []
        bodies.reserveCapacity(table.rows.count)
        for row in table.rows { bodies.append(try body(table, row)) }
        return bodies
    }

    private static func body(_ table: OrbitTable, _ row: Int) throws(EphemerisError) -> SmallBody {
        if table.has("FORMAT") { return try sorcha(table, row) }
        guard table.has("e", "i", "om", "w"), table.has("q") || table.has("a") else {
            throw EphemerisError(.badText, "the header names no known set of orbital elements", line: 1)
        }
        let epoch = try table.number(row, table.has("epoch_mjd") ? "epoch_mjd" : "epoch.mjd")
        let orbit = try smallBodyDatabase(table, row, epoch: epoch)
        return SmallBody(
            designation: try table.text(row, "full_name"), orbit: try checked(orbit, table, row),
            absoluteMagnitude: try table.number(row, ifAny: table.text(row, "H").isEmpty ? "M1" : "H"),
            slope: try table.number(row, ifAny: "G"))
    }

    private static func smallBodyDatabase(_ table: OrbitTable, _ row: Int, epoch: Double)
        throws(EphemerisError) -> OrbitalElements
    {
        let e = try table.number(row, "e")
        let (i, node, argument) = (
            try table.number(row, "i"), try table.number(row, "om"), try table.number(row, "w")
        )
        if let perihelion = try table.number(row, ifAny: "tp") {
            return OrbitalElements(
                q: try table.number(row, "q"), eccentricity: e, inclination: i, node: node,
                perihelionArgument: argument, perihelionMjdTdb: perihelion - 2_400_000.5, epochMjdTdb: epoch)
        }
        return OrbitalElements(
            KeplerianElements(
                a: try table.number(row, "a"), eccentricity: e, inclination: i, node: node,
                perihelionArgument: argument, meanAnomaly: try table.number(row, "ma"), epochMjdTdb: epoch))
    }

    private static func sorcha(_ table: OrbitTable, _ row: Int) throws(EphemerisError) -> SmallBody {
        let epoch = try table.number(row, "epochMJD_TDB")
        let orbit: OrbitalElements
        switch try table.text(row, "FORMAT") {
        case "CART": orbit = try cartesian(table, row, epoch)
        case "COM":
            orbit = OrbitalElements(
                q: try table.number(row, "q"), eccentricity: try table.number(row, "e"),
                inclination: try table.number(row, "inc"), node: try table.number(row, "node"),
                perihelionArgument: try table.number(row, "argPeri"),
                perihelionMjdTdb: try table.number(row, "t_p_MJD_TDB"), epochMjdTdb: epoch)
        case "KEP":
            orbit = OrbitalElements(
                KeplerianElements(
                    a: try table.number(row, "a"), eccentricity: try table.number(row, "e"),
                    inclination: try table.number(row, "inc"), node: try table.number(row, "node"),
                    perihelionArgument: try table.number(row, "argPeri"), meanAnomaly: try table.number(row, "ma"),
                    epochMjdTdb: epoch))
        case let format: throw table.fault("unknown FORMAT \(format.prefix(20))", row)
        }
        return SmallBody(designation: try table.text(row, "ObjID"), orbit: try checked(orbit, table, row))
    }

    private static func cartesian(_ table: OrbitTable, _ row: Int, _ epoch: Double) throws(EphemerisError)
        -> OrbitalElements
    {
        let state = StateVector(
            eclipticPosition: Vector3(
                try table.number(row, "x"), try table.number(row, "y"), try table.number(row, "z")),
            eclipticVelocity: Vector3(
                try table.number(row, "xdot"), try table.number(row, "ydot"), try table.number(row, "zdot")),
            mjdTdb: epoch)
        do { return try OrbitalElements(state) } catch {
            throw table.fault(error.message, row, nil, .notAnOrbit)
        }
    }

    /// Refuses numbers that no orbit has, with the place in the table.
    private static func checked(_ orbit: OrbitalElements, _ table: OrbitTable, _ row: Int) throws(EphemerisError)
        -> OrbitalElements
    {
        do { _ = try orbit.state() } catch { throw table.fault(error.message, row, nil, .notAnOrbit) }
        return orbit
    }

    /// Fills H and G from Sorcha's table of physical parameters, whose H is that of the band its header names (`H_r`).
    /// Bodies the table does not name keep what they have.
    public static func adding(sorchaPhysical text: String, to bodies: [SmallBody]) throws(EphemerisError)
        -> [SmallBody]
    {
        let table = try OrbitTable(csv: text)
        guard let column = table.names.filter({ $0.hasPrefix("H_") }).min() else {
            throw EphemerisError(.badText, "the header has no H of a band", line: 1)
        }
        var rows: [String: (Double, Double?)] = [:]
        for row in table.rows {
            let name = try table.text(row, "ObjID")
            rows[name] = (try table.number(row, column), try table.number(row, ifAny: "GS"))
        }
        return bodies.map { body in
            var body = body
            if let (h, g) = rows[body.designation] { (body.absoluteMagnitude, body.slope) = (h, g) }
            return body
        }
    }
}
