/// Stars by cone: a model of the Galaxy, or a catalogue.
public protocol StarSource: Sendable {
    /// Stars in a cone whose mean r magnitude (AB, with extinction) is less than `limit`, ascending by identifier.
    func stars(in cone: SkyCone, brighterThan limit: Double) -> [Star]
}

extension SyntheticSky: StarSource {}
