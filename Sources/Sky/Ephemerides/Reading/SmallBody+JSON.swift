extension SmallBody {
    /// Bodies of JSON text: an array of adam_core orbits (heliocentric states, ecliptic J2000), one orbit or an array
    /// of orbits in the Minor Planet Center's own JSON (cometary elements under `COM`), or its list of all orbits
    /// (`mpcorb_extended.json`: Keplerian elements under `a`, `e`, `i`, `Node`, `Peri`, `M` at the Julian day `Epoch`).
    ///
    /// - Errors: `.badText` with line and character, or with the number of the element; `.notAnOrbit`.
    public static func bodies(json text: String) throws(EphemerisError) -> [SmallBody] {
        let document = try JSONText(parsing: text)
        var bodies: [SmallBody] = []
        for (index, element) in (document.array ?? [document]).enumerated() {
            do {
                let body = try read(element)
                _ = try body.orbit.state()
                bodies.append(body)
            } catch { throw EphemerisError(error.reason, "orbit \(index + 1): \(error.message)") }
        }
        return bodies
    }

    private static func read(_ json: JSONText) throws(EphemerisError) -> SmallBody {
        if json["COM"] != nil { return try minorPlanetCenter(json) }
        return try json["Epoch"] == nil ? adamCore(json) : listed(json)
    }

    private static func listed(_ json: JSONText) throws(EphemerisError) -> SmallBody {
        let orbit = OrbitalElements(
            KeplerianElements(
                a: try number(json, "a"), eccentricity: try number(json, "e"), inclination: try number(json, "i"),
                node: try number(json, "Node"), perihelionArgument: try number(json, "Peri"),
                meanAnomaly: try number(json, "M"), epochMjdTdb: try number(json, "Epoch") - 2_400_000.5))
        let principal = json["Principal_desig"]?.string
        let names = [json["Number"]?.string, json["Name"]?.string].compactMap(\.self)
        let name = names.isEmpty ? principal : (names + (principal.map { ["(\($0))"] } ?? [])).joined(separator: " ")
        return SmallBody(
            designation: name ?? "", orbit: orbit, absoluteMagnitude: json["H"]?.number, slope: json["G"]?.number,
            fit: OrbitFit(
                uncertainty: json["U"]?.string.flatMap { Int($0) }, observations: json["Num_obs"]?.whole,
                oppositions: json["Num_opps"]?.whole, arcDays: json["Arc_length"]?.number,
                rmsArcsec: json["rms"]?.number))
    }

    private static func adamCore(_ json: JSONText) throws(EphemerisError) -> SmallBody {
        let coordinates = try member(json, "coordinates")
        let origin = try member(try member(coordinates, "origin"), "code").string
        guard origin == "SUN" else { throw EphemerisError(.badText, "the origin is not SUN") }
        let time = try member(coordinates, "time")
        let epoch = try number(time, "days") + number(time, "nanos") / 86400e9
        let state = StateVector(
            eclipticPosition: Vector3(
                try number(coordinates, "x"), try number(coordinates, "y"), try number(coordinates, "z")),
            eclipticVelocity: Vector3(
                try number(coordinates, "vx"), try number(coordinates, "vy"), try number(coordinates, "vz")),
            mjdTdb: epoch)
        let name = json["object_id"]?.string ?? json["orbit_id"]?.string ?? ""
        return SmallBody(designation: name, orbit: try OrbitalElements(state))
    }

    private static func minorPlanetCenter(_ json: JSONText) throws(EphemerisError) -> SmallBody {
        let elements = try member(json, "COM")
        guard let labels = elements["coefficient_names"]?.array, let values = elements["coefficient_values"]?.array
        else { throw EphemerisError(.badText, "COM has no coefficient_names or coefficient_values") }
        func value(_ name: String) throws(EphemerisError) -> Double {
            guard let index = labels.firstIndex(where: { $0.string == name }), index < values.count,
                let value = values[index].number
            else { throw EphemerisError(.badText, "COM has no \(name)") }
            return value
        }
        let orbit = OrbitalElements(
            q: try value("q"), eccentricity: try value("e"), inclination: try value("i"), node: try value("node"),
            perihelionArgument: try value("argperi"), perihelionMjdTdb: try value("peri_time"),
            epochMjdTdb: try number(try member(json, "epoch_data"), "epoch"))
        let names = json["designation_data"]
        let name = [names?["name"], names?["unpacked_primary_provisional_designation"]]
            .lazy.compactMap { $0?.string }.first { !$0.isEmpty }
        let magnitude = json["magnitude_data"]
        return SmallBody(
            designation: name ?? "", orbit: orbit,
            absoluteMagnitude: magnitude?["H"]?.number, slope: magnitude?["G"]?.number,
            packedDesignation: (names?["packed_primary_provisional_designation"] ?? names?["packed_permid"])?.string,
            fit: json["orbit_fit_statistics"].map(OrbitFit.init(statistics:)))
    }

    private static func member(_ json: JSONText, _ name: String) throws(EphemerisError) -> JSONText {
        guard let value = json[name] else { throw EphemerisError(.badText, "no \(name)") }
        return value
    }

    private static func number(_ json: JSONText, _ name: String) throws(EphemerisError) -> Double {
        guard let value = json[name]?.number else { throw EphemerisError(.badText, "\(name) is not a number") }
        return value
    }
}

extension OrbitFit {
    fileprivate init(statistics: JSONText) {
        self.init(
            uncertainty: statistics["U_param"]?.whole, observations: statistics["nobs_total"]?.whole,
            oppositions: statistics["nopp"]?.whole,
            rmsArcsec: statistics["not_normalized_RMS"]?.number)
    }
}

extension JSONText {
    fileprivate var whole: Int? { number.flatMap { Int(exactly: $0) } }
}
