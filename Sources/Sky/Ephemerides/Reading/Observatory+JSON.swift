extension Observatory {
    /// Observatories by code, from the Minor Planet Center's list in JSON. Those without parallax constants
    /// (spacecraft,
    /// roving observers) are left out. Errors: `.badText` with line and character.
    public static func observatories(mpcJSON text: String) throws(EphemerisError) -> [String: Observatory] {
        guard case .object(let members) = try JSONText(parsing: text) else {
            throw EphemerisError(.badText, "the list of observatories is not an object", line: 1, column: 1)
        }
        var observatories: [String: Observatory] = [:]
        for (code, value) in members {
            guard let longitude = value["Longitude"]?.number, let cosine = value["cos"]?.number,
                let sine = value["sin"]?.number
            else { continue }
            observatories[code] = Observatory(
                code: code, name: value["Name"]?.string ?? "", longitude: longitude, rhoCosPhi: cosine, rhoSinPhi: sine)
        }
        return observatories
    }
}
